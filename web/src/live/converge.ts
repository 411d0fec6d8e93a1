/**
 * For tests: a client that applied the events must end where a client that loads afresh begins. `loadWhole` before the
 * action, `applyEvent` for each frame heard, `settle`, then compare `comparable` of that with `comparable` of another
 * `loadWhole`.
 */
import type { Post } from '@innermost/protocol/posts.ts';

import type { Api } from './ask.ts';
import { loadConfig, loadSession } from './load.ts';
import { loadNewest, loadThread } from './pages.ts';
import { comparable as comparableIn, emptyState } from './slices/slices.ts';
import { select, type LiveState } from './state.ts';
import { fetchWanted } from './wants.ts';

export interface Opened {
  channels?: readonly string[];
  /** Root post ids. */
  threads?: readonly string[];
}

/** Everything a client holds after signing in and opening these channels and threads. */
export async function loadWhole(api: Api, opened: Opened = {}): Promise<LiveState> {
  const changes = await Promise.all([
    loadConfig(api),
    loadSession(api, { teams: (teams) => teams.map((team) => team.id) }),
    ...(opened.channels ?? []).map((id) => loadNewest(api, id)),
    ...(opened.threads ?? []).map((id) => loadThread(api, id)),
  ]);
  const [config, session, ...pages] = changes;
  return settle(
    api,
    [config, session, ...pages].reduce<LiveState>((state, change) => change(state), emptyState),
  );
}

/** Fetches what events mentioned until nothing is wanted any more. */
export async function settle(api: Api, state: LiveState): Promise<LiveState> {
  let settled = state;
  for (let rounds = 0; settled.wants.size > 0 && rounds < 10; rounds += 1) {
    settled = (await fetchWanted(api, settled))(settled);
  }
  return settled;
}

/** The part of the state that must be equal, as each slice says. */
export function comparable(state: LiveState) {
  const inSpans = Object.values(state.spans).flatMap((spans) => spans.flatMap((span) => span.ids));
  const posts = inSpans.flatMap((id) => state.posts.get(id) ?? []).filter((post) => post.delete_at === 0);
  return comparableIn(state, {
    channels: new Set(Object.keys(select(state.channels, (channel) => channel.delete_at === 0))),
    posts,
    people: new Set([state.me_id, ...posts.flatMap(peopleIn)]),
  });
}

function peopleIn(post: Post): string[] {
  const reactors = (post.metadata.reactions ?? []).map((reaction) => reaction.user_id);
  return [post.user_id, ...(post.participants ?? []).map((participant) => participant.id), ...reactors];
}
