/** The running client: one store, one HTTP client, and a connection while someone is signed in. Made once, in `live.ts`. */
import { createClient, type Client } from '@innermost/client/http.ts';
import type { Broadcast, EventName, Events } from '@innermost/protocol/events.ts';
import type { Team } from '@innermost/protocol/teams.ts';
import { login, logout } from '@innermost/protocol/users.ts';
import { createStore, type StoreApi } from 'zustand/vanilla';

import { createActs, type Acts } from './acts.ts';
import { connect, isSignedOut, type Connection } from './connection.ts';
import { deviceStorage, outboxStorage } from './device.ts';
import { createDrafts, type Drafts } from './drafts.ts';
import { boundsFor, createLettingGo, type LettingGo } from './let-go.ts';
import { loadConfig, loadTeam } from './load.ts';
import type { Guess } from './guess.ts';
import { elsewhere } from './open-pages.ts';
import { followOtherTabs, type OtherTabs } from './other-tabs.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { hasNewerPage } from './page.ts';
import { followPresence } from './presence.ts';
import { createReading, type Reading } from './reading.ts';
import { applyOwn, emptyState } from './slices/slices.ts';
import type { Change } from './state.ts';
import { createLiveStore, type LiveStore } from './store.ts';
import { createVersions, type Versions } from './version.ts';

/**
 * `starting`: not known yet whether anyone is signed in. `out`: nobody is. `loading`: the first load runs.
 * `failed`: it failed, `error` says why. `in`: everything is there. `ended`: everything is still there, but the session
 * is over, since `at`.
 */
export interface Phase {
  name: 'starting' | 'out' | 'loading' | 'failed' | 'in' | 'ended';
  error?: Error;
  /** ms since 1970. With `out`: it was not left by choice. */
  at?: number;
  /** With `out` after `ended`: the name to sign in with again. */
  login_id?: string;
}

export interface Session {
  client: Client;
  store: LiveStore;
  phase: StoreApi<Phase>;
  outbox: Outbox;
  drafts: Drafts;
  /** Undefined while nobody is signed in. */
  connection: StoreApi<{ current?: Connection }>;
  /** Reads the server's configuration and, with a session cookie, everything else. */
  start(): Promise<void>;
  /** Rejects as `Client.call` does. */
  signIn(loginId: string, password: string): Promise<void>;
  signOut(): Promise<void>;
  /** From `ended` to the door, at the same address. */
  toDoor(): void;
  /** What I change, and which of it failed. */
  acts: Acts;
  /** What is far from the screen. */
  lettingGo: LettingGo;
  /** Where somebody reads. */
  reading: Reading;
  /** Whether the server has become a newer one than this page. */
  versions: Versions;
  /** Applies what an answer said that happened, as its event would. */
  apply<E extends EventName>(event: E, data: Events[E], scope?: Partial<Broadcast>): void;
  /** Runs a load and applies what it brings (see `Connection.bring`). */
  bring(load: () => Promise<Change>): Promise<void>;
  /** Loads a team's sidebar if it is not held. */
  openTeam(teamId: string): Promise<void>;
}

export interface SessionOptions {
  /** Id of the user whose session this browser has; undefined without one. */
  cookieUser: () => string | undefined;
  /** Somebody else is signed in now: nothing that is held may stay. */
  startAfresh: () => void;
  /** Name of the team to open first, if the address says one. */
  firstTeam: () => string | undefined;
  shown: () => readonly string[];
  /** What the first load will probably have to bring besides. */
  guess: () => Guess | undefined;
}

export function createSession(options: SessionOptions): Session {
  return new BrowserSession(options);
}

class BrowserSession implements Session {
  readonly store = createLiveStore(emptyState);
  readonly phase = createStore<Phase>(() => ({ name: 'starting' }));
  readonly connection = createStore<{ current?: Connection }>(() => ({}));
  readonly client = createClient({ url: '', onSessionEnded: () => this.end() });
  readonly outbox: Outbox;
  private readonly isAway = () => this.connection.getState().current?.isAway() ?? true;
  readonly acts = createActs({ store: this.store, now: Date.now, isAway: this.isAway, later });
  readonly drafts = createDrafts({
    storage: deviceStorage('drafts'),
    live: this.store,
    acts: this.acts,
    api: this.client,
    now: Date.now,
    elsewhere,
    later,
  });
  readonly lettingGo = createLettingGo({
    store: this.store,
    isAway: this.isAway,
    bounds: boundsFor(deviceMemory()),
  });
  readonly reading = createReading();
  readonly versions = createVersions({
    hasNewerPage,
    onNewConfig: () => void this.loadConfig().catch(() => undefined),
  });
  private readonly options: SessionOptions;
  private tabs: OtherTabs | undefined;
  private stopPresence: (() => void) | undefined;
  /** Signing out by choice: what the server says meanwhile is no news. */
  private isLeaving = false;

  constructor(options: SessionOptions) {
    this.options = options;
    this.outbox = createOutbox({
      api: this.client,
      store: this.store,
      storage: outboxStorage(),
      now: Date.now,
      elsewhere,
      later,
    });
  }

  async start(): Promise<void> {
    this.tabs ??= followOtherTabs((isTold) => this.compare(isTold));
    // Who closes the tab in the middle of a word finds it again.
    addEventListener('pagehide', () => this.drafts.leave());
    // A network that was gone for a moment may never have cost the socket its connection.
    addEventListener('online', () => this.acts.flush());
    const isKnown = this.options.cookieUser() !== undefined;
    if (isKnown) return this.enter();
    this.phase.setState({ name: 'starting' }, true);
    try {
      await this.loadConfig();
      this.phase.setState({ name: 'out' }, true);
    } catch (error) {
      this.fail(error);
    }
  }

  async signIn(loginId: string, password: string): Promise<void> {
    await this.client.call(login, { body: { login_id: loginId, password } });
    this.tabs?.tell();
    await this.enter();
  }

  async signOut(): Promise<void> {
    this.isLeaving = true;
    try {
      await this.client.call(logout);
    } finally {
      this.isLeaving = false;
    }
    this.tabs?.tell();
    this.leave();
  }

  toDoor(): void {
    const { at = Date.now() } = this.phase.getState();
    const { users, me_id } = this.store.getState();
    this.leave({ at, login_id: users[me_id]?.username ?? '' });
  }

  apply<E extends EventName>(event: E, data: Events[E], scope: Partial<Broadcast> = {}): void {
    this.store.change((state) => applyOwn(state, event, data, { ...scope, now: Date.now() }));
  }

  bring = (load: () => Promise<Change>): Promise<void> => {
    const { current } = this.connection.getState();
    return current ? current.bring(load) : Promise.reject(new Error('Nobody is signed in.'));
  };

  async openTeam(teamId: string): Promise<void> {
    if (this.store.getState().categoryOrder[teamId]) return;
    await this.bring(() => loadTeam(this.client, teamId));
  }

  /** Strangers are told less of it, so whoever signs in asks again. */
  private async loadConfig(): Promise<void> {
    const change = await loadConfig(this.client);
    this.store.change(change);
  }

  private async enter(): Promise<void> {
    this.phase.setState({ name: 'loading' }, true);
    this.connection.getState().current?.close();
    const current = connect({
      client: this.client,
      store: this.store,
      socket: { url: '' },
      now: Date.now,
      teams: (teams) => this.teamsToLoad(teams),
      shown: this.options.shown,
      guess: this.options.guess,
      onLive: () => {
        this.outbox.flush();
        this.acts.flush();
        this.drafts.resume();
      },
      onSessionEnded: () => this.end(),
      apply: (change) => this.reading.apply(change, this.store.change),
      onHello: (versionId) => this.versions.heard(versionId),
    });
    this.connection.setState({ current }, true);
    try {
      const cookieUser = this.options.cookieUser();
      const drafts = cookieUser === undefined ? undefined : this.drafts.restore(cookieUser);
      await Promise.all([current.ready, this.loadConfig(), drafts]);
      const { me_id } = this.store.getState();
      await Promise.all([cookieUser === me_id ? undefined : this.drafts.restore(me_id), this.outbox.restore()]);
      this.stopPresence?.();
      this.stopPresence = followPresence(this.client, this.store, () => current.isAway());
      this.phase.setState({ name: 'in' }, true);
    } catch (error) {
      this.fail(error);
    }
  }

  /** Another tab may have signed in or out since. */
  private compare(isTold: boolean): void {
    const { name } = this.phase.getState();
    const user = this.options.cookieUser();
    if (isTold && (name === 'out' || name === 'ended')) this.followTold(user);
    // Not on coming back: the cookie outlives a session that was ended elsewhere.
    if (name !== 'in') return;
    if (user === undefined) {
      if (isTold) this.leave();
      else this.end();
    } else if (user !== this.store.getState().me_id) this.options.startAfresh();
  }

  /** Another tab signed in, or out by choice, while this one is without a session. */
  private followTold(user: string | undefined): void {
    const { me_id } = this.store.getState();
    if (user === undefined) this.leave();
    else if (me_id === '' || me_id === user) void this.start();
    else this.options.startAfresh();
  }

  /** Those that are open already, else the one that the address names. */
  private teamsToLoad(teams: readonly Team[]): string[] {
    const open = Object.keys(this.store.getState().categoryOrder);
    const held = open.filter((id) => teams.some((team) => team.id === id));
    const named = teams.find((team) => team.name === this.options.firstTeam()) ?? teams[0];
    return held.length > 0 ? held : named ? [named.id] : [];
  }

  private fail(error: unknown): void {
    if (isSignedOut(error)) {
      this.leave({ at: Date.now() });
      return;
    }
    this.connection.getState().current?.close();
    this.connection.setState({}, true);
    this.phase.setState({ name: 'failed', error: asError(error) }, true);
  }

  /** The session is over without my doing: what is on the screen stays, and what was written is kept. */
  private end(): void {
    const { name } = this.phase.getState();
    if (this.isLeaving || name === 'ended' || name === 'out') return;
    if (name !== 'in') {
      this.leave({ at: Date.now() });
      return;
    }
    this.disconnect();
    void this.drafts.flush();
    this.phase.setState({ name: 'ended', at: Date.now() }, true);
  }

  private disconnect(): void {
    this.stopPresence?.();
    this.connection.getState().current?.close();
    this.connection.setState({}, true);
    this.outbox.pause();
  }

  private leave(ended: Pick<Phase, 'at' | 'login_id'> = {}): void {
    this.disconnect();
    this.drafts.clear();
    const { config, license } = this.store.confirmed();
    this.store.reset({ ...emptyState, config, license });
    this.acts.clear();
    this.phase.setState({ name: 'out', ...ended }, true);
  }
}

/** Calls back after so many ms; returns what cancels it. */
function later(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}

/** GB, where the browser says. */
function deviceMemory(): number | undefined {
  return (globalThis as { navigator?: { deviceMemory?: number } }).navigator?.deviceMemory;
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
