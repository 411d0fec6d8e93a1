/** A person at a server, through the official client's library: Client4 for requests, WebSocketClient for events. */
import { Client4, WebSocketClient, type WebSocketMessage } from '@mattermost/client';
import type { UserProfile } from '@mattermost/types/users';
import { password } from './scene.ts';

export interface Official {
  readonly user: UserProfile;
  readonly rest: Client4;
  readonly socket: WebSocketClient;
  /** Every event so far, `hello` included. */
  readonly events: readonly Heard[];
  /** The first event of that name, fitting and not taken yet, that came or comes; rejects after 5 s. */
  hears(name: `${WebSocketMessage['event']}`, fits?: (heard: Heard) => boolean): Promise<Heard>;
  leaves(): void;
}

/** An event as it came: each field of its data as text, number or object. */
export interface Heard {
  event: string;
  data: Record<string, unknown>;
  broadcast: { user_id: string; channel_id: string; team_id: string };
}

const patience = 5_000;
const missed: Heard = { event: 'missed', data: {}, broadcast: { user_id: '', channel_id: '', team_id: '' } };

export function officialClient(url: string): Client4 {
  const rest = new Client4();
  rest.setUrl(url);
  return rest;
}

/** Makes the account, on behalf of `by` if given, signs in, and resolves when the socket said `hello`. */
export async function arrive(url: string, username: string, by = officialClient(url)): Promise<Official> {
  const account = { username, email: `${username}@example.com`, password };
  // The client's type is that of a profile as it is read; a new one has these only.
  await by.createUser(account as UserProfile, '', '');
  const rest = officialClient(url);
  const user = await rest.login(username, password);
  const socket = new WebSocketClient();
  const events: Heard[] = [];
  const taken = new Set<Heard>();
  const waiting = new Set<() => void>();
  // The client notes its connection's id only where somebody hears of missed messages.
  socket.addMissedMessageListener(() => events.push(missed));
  socket.addMessageListener((message) => {
    events.push(asHeard(message));
    for (const look of waiting) look();
  });
  const hears = (name: string, fits: (heard: Heard) => boolean = () => true): Promise<Heard> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const found = events.find((one) => one.event === name && !taken.has(one) && fits(one));
        if (!found) return;
        taken.add(found);
        waiting.delete(look);
        clearTimeout(timer);
        resolve(found);
      };
      const timer = setTimeout(() => {
        waiting.delete(look);
        reject(new Error(`${username} heard no ${name}, but: ${events.map((one) => one.event).join(', ')}`));
      }, patience);
      waiting.add(look);
      look();
    });
  socket.initialize(`${url.replace(/^http/, 'ws')}/api/v4/websocket`, rest.getToken());
  await hears('hello');
  return { user, rest, socket, events, hears, leaves: () => socket.close() };
}

/** The library's types are a union by name; tests look at fields by theirs. */
export const asHeard = (message: WebSocketMessage): Heard => message as unknown as Heard;

/** What a field of an event holds, where the wire carries it as JSON text. */
export function decoded(heard: Heard, field: string): unknown {
  return JSON.parse(String(heard.data[field]));
}
