/**
 * Who is here. Kept in memory while people come and go, told to the person's own clients at once, and written to the
 * database in batches. Manual choices are in the database before they are here.
 */
import type { Stop } from '../../area/area.ts';
import type { Services } from '../../work/services.ts';
import { perServer } from '../../work/services.ts';
import { noTransaction, work, type Work } from '../../work/work.ts';
import type { Presence } from '../../realtime/dependencies.ts';
import { resetAutomaticStatuses, rowsOfEndedDnd, statusRows, upsertStatuses, type StatusRow } from './queries.ts';
import { absent, active, gone, idle, restored, returned, unknownStatus } from './transitions.ts';

/** ms between something that changed and its being written. */
const writeDelay = 1_000;
/** Activity alone is written only when the stored one is older than this, in ms. */
const activityStep = 120_000;
/** ms in which a page that reloads may come back before its person counts as gone. */
const goneDelay = 500;
/** ms between looks at what ends by itself. */
const lookEvery = 60_000;

type Step = (row: StatusRow) => StatusRow;

export class PresenceKeeper implements Presence {
  readonly #services: Services;
  readonly #rows = new Map<string, StatusRow>();
  /** What waits for a row to be loaded, in order. */
  readonly #waiting = new Map<string, Step[]>();
  /** Activity as it is stored, in ms. */
  readonly #stored = new Map<string, number>();
  readonly #dirty = new Set<string>();
  readonly #leaving = new Set<string>();
  /** Which channel each person turned to last, while they are here. */
  readonly #channels = new Map<string, string>();
  #writeTimer: NodeJS.Timeout | undefined;
  #leaveTimer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(services: Services) {
    this.#services = services;
  }

  /** Call once, before anybody connects. */
  async start(): Promise<Stop> {
    await work(this.#services, noTransaction, ({ db }) => resetAutomaticStatuses(db));
    const timer = setInterval(() => {
      void this.endDnd();
      this.endUnconnected();
    }, lookEvery);
    timer.unref();
    return async () => {
      clearInterval(timer);
      clearTimeout(this.#leaveTimer);
      this.#letGo();
      await this.flush();
    };
  }

  connected(userId: string): void {
    this.activity(userId, { manual: false, active: true });
  }

  disconnected(userId: string, newestActivity: number | undefined): void {
    if (newestActivity === undefined) {
      this.#leaving.add(userId);
      this.#leaveTimer ??= setTimeout(() => this.#letGo(), goneDelay);
      return;
    }
    const timeout = this.#awayTimeout();
    this.#change(userId, (row) =>
      idle({ ...row, last_activity_at: newestActivity }, this.#services.clock.now(), timeout, false),
    );
  }

  activity(userId: string, what: { manual: boolean; active: boolean }): void {
    const timeout = this.#awayTimeout();
    this.#change(userId, (row) => {
      const now = this.#services.clock.now();
      return what.active ? active(row, now, what.manual) : idle(row, now, timeout, what.manual);
    });
  }

  looksAt(userId: string, channelId: string): void {
    this.#channels.set(userId, channelId);
  }

  channelOf(userId: string): string | undefined {
    return this.#channels.get(userId);
  }

  /** The account was deactivated: not here, whatever was chosen. */
  leave(userId: string): void {
    this.#change(userId, (row) => gone({ ...row, manual: false }));
  }

  /** The person's automatic reply was switched on or off. */
  outOfOffice(userId: string, isOut: boolean): void {
    const { hub } = this.#services;
    this.#change(userId, (row) => (isOut ? absent(row) : returned(row, hub.isConnected(userId))));
  }

  /** One statement for those who are not at hand. Answers a row for every id. */
  async rowsOf({ db }: Work, userIds: readonly string[]): Promise<StatusRow[]> {
    const missing = userIds.filter((id) => !this.#rows.has(id));
    const loaded = missing.length === 0 ? [] : await statusRows(db, missing);
    const byId = new Map(loaded.map((row) => [row.user_id, row]));
    return userIds.map((id) => this.#rows.get(id) ?? byId.get(id) ?? unknownStatus(id));
  }

  /** The person's row, or undefined when there never was one. */
  async find({ db }: Work, userId: string): Promise<StatusRow | undefined> {
    return this.#rows.get(userId) ?? (await statusRows(db, [userId]))[0];
  }

  statuses(userIds?: readonly string[]): Record<string, string> | Promise<Record<string, string>> {
    if (userIds) return this.#read((w) => this.rowsOf(w, userIds)).then(namesOf);
    return namesOf([...this.#rows.values()].filter(({ status }) => status !== 'offline'));
  }

  /** Takes over a row that was written already. The caller tells of it. */
  put(row: StatusRow): void {
    this.#rows.set(row.user_id, row);
    this.#stored.set(row.user_id, row.last_activity_at);
    this.#dirty.delete(row.user_id);
  }

  /** Reads again what another program may have written. What is pending here is written first. */
  async readAgain(): Promise<void> {
    await this.flush();
    const ids = [...this.#rows.keys()];
    const rows = await this.#read(({ db }) => statusRows(db, ids));
    const stored = new Map(rows.map((row) => [row.user_id, row]));
    for (const id of ids) {
      const row = stored.get(id);
      const known = this.#rows.get(id);
      // What changed meanwhile is newer than what was read.
      if (known === undefined || this.#dirty.has(id)) continue;
      if (row === undefined) this.#rows.delete(id);
      else this.put(row);
      if (known.status !== (row?.status ?? 'offline')) this.#tell(row ?? unknownStatus(id));
    }
  }

  /** Gives people whose `dnd` is over their former status back. */
  async endDnd(): Promise<void> {
    const { hub, log } = this.#services;
    try {
      for (const row of await this.#read(({ db, now }) => rowsOfEndedDnd(db, Math.floor(now / 1000))))
        this.#change(row.user_id, (now) => (now.status === 'dnd' ? restored(now, hub.isConnected(row.user_id)) : now));
    } catch (error) {
      log.warn({ err: error }, 'statuses that ran out could not be read');
    }
  }

  /** Whoever only wrote over REST leaves no socket that closes: a while after the last sign of life they are gone. */
  endUnconnected(): void {
    const { clock, hub } = this.#services;
    const before = clock.now() - this.#awayTimeout();
    for (const { user_id, status, manual, last_activity_at } of this.#rows.values()) {
      const mayEnd = !manual && status !== 'offline' && last_activity_at <= before;
      if (mayEnd && !hub.isConnected(user_id)) this.#change(user_id, gone);
    }
  }

  /** Writes what is pending: one statement for everybody. */
  flush(): Promise<void> {
    clearTimeout(this.#writeTimer);
    this.#writeTimer = undefined;
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  async #write(): Promise<void> {
    const rows = [...this.#dirty].flatMap((id) => this.#rows.get(id) ?? []);
    this.#dirty.clear();
    if (rows.length === 0) return;
    try {
      await work(this.#services, noTransaction, ({ db }) => upsertStatuses(db, rows));
    } catch (error) {
      this.#services.log.warn({ err: error }, 'statuses could not be written; they will be with the next change');
      for (const { user_id } of rows) this.#dirty.add(user_id);
      return;
    }
    for (const row of rows) {
      this.#stored.set(row.user_id, row.last_activity_at);
      this.#forgetIfGone(row);
    }
  }

  /** Who is gone and written is read again from the database when asked for. */
  #forgetIfGone(row: StatusRow): void {
    if (row.status !== 'offline' || this.#rows.get(row.user_id) !== row) return;
    this.#rows.delete(row.user_id);
    this.#stored.delete(row.user_id);
    this.#channels.delete(row.user_id);
  }

  #letGo(): void {
    this.#leaveTimer = undefined;
    for (const userId of this.#leaving) if (!this.#services.hub.isConnected(userId)) this.#change(userId, gone);
    this.#leaving.clear();
  }

  #awayTimeout(): number {
    return this.#services.config.current().TeamSettings.UserStatusAwayTimeout * 1000;
  }

  #change(userId: string, step: Step): void {
    if (!this.#services.config.current().ServiceSettings.EnableUserStatuses) return;
    const row = this.#rows.get(userId);
    if (row) {
      this.#accept(row, step(row));
      return;
    }
    const waiting = this.#waiting.get(userId);
    if (waiting) waiting.push(step);
    else void this.#load(userId, step);
  }

  async #load(userId: string, step: Step): Promise<void> {
    const steps = [step];
    this.#waiting.set(userId, steps);
    try {
      const [found] = await this.#read(({ db }) => statusRows(db, [userId]));
      const row = this.#rows.get(userId) ?? found ?? unknownStatus(userId);
      if (found) this.#stored.set(userId, found.last_activity_at);
      this.#accept(
        row,
        steps.reduce((current, next) => next(current), row),
      );
    } catch (error) {
      this.#services.log.warn({ err: error }, 'a status could not be read');
    } finally {
      this.#waiting.delete(userId);
    }
  }

  #accept(before: StatusRow, after: StatusRow): void {
    this.#rows.set(after.user_id, after);
    const changed = before.status !== after.status || before.manual !== after.manual;
    if (before.status !== after.status) this.#tell(after);
    if (!changed && after.last_activity_at - (this.#stored.get(after.user_id) ?? 0) < activityStep) return;
    this.#dirty.add(after.user_id);
    this.#writeTimer ??= setTimeout(() => void this.flush(), writeDelay).unref();
  }

  #read<T>(run: (w: Work) => Promise<T>): Promise<T> {
    return work(this.#services, noTransaction, run);
  }

  /** Wire: to the person's own clients only; others ask for statuses. */
  #tell({ user_id, status }: StatusRow): void {
    const beginning = { lanes: [user_id], transaction: 'none' } as const;
    work(this.#services, beginning, ({ emit }) => emit('status_change', { user_id, status }, { user_id })).catch(
      (error: unknown) => this.#services.log.warn({ err: error }, 'a status was not told'),
    );
  }
}

function namesOf(rows: readonly StatusRow[]): Record<string, string> {
  return Object.fromEntries(rows.map(({ user_id, status }) => [user_id, status]));
}

/** The server's own. Whoever makes the server calls `start()` on it before anybody connects. */
export const presence = perServer((services) => new PresenceKeeper(services));
