/**
 * Who forgets what when something changed: one entry for each kind of fact. It runs in every process, before the events of
 * the same commit leave. Read this before keeping anything in memory.
 */
import { hasInSystem } from '../access/permission.ts';
import { isGuestSession } from '../access/session.ts';
import type { Forgetting } from '../work/receive.ts';
import type { Services, WholeServer } from '../work/services.ts';
import { channelIds, knownHooks } from './hooks/index.ts';
import { knownLinks, threadRoots } from './posts/index.ts';
import { presence } from './status/index.ts';
import { forgetAccounts, forgetGuesses, noteAccount } from './users/index.ts';

export const forgetting: Forgetting = {
  person(services, { user_id }) {
    const { people, usernames } = services.directory;
    const before = people.peek(user_id);
    if (before) usernames.forget(before.username);
    // Words that call people follow what is forgotten of the people.
    people.forget(user_id);
    noteAccount(services);
  },

  account_unlocked: (services, account) => forgetGuesses(services, account),

  channel(services, { channel_id }) {
    const { channels } = services.directory;
    const before = channels.peek(channel_id);
    if (before) channelIds(services).forget(`${before.team_id}/${before.name}`);
    channels.forget(channel_id);
  },

  team: ({ directory }, { team_id }) => directory.teams.forget(team_id),

  channel_member(services, { user_id, channel_id, is }) {
    services.directory.memberships.forget(user_id);
    if (is) services.hub.joinedChannel(user_id, channel_id);
    else services.hub.leftChannel(user_id, channel_id);
    // Who is called by a root, or wrote it, follows its thread as a member only.
    threadRoots(services).forgetChannel(channel_id);
  },

  team_member({ directory, hub }, { user_id, team_id, is }) {
    directory.memberships.forget(user_id);
    if (is) hub.joinedTeam(user_id, team_id);
    else hub.leftTeam(user_id, team_id);
  },

  member_roles: ({ directory }, { user_id }) => directory.memberships.forget(user_id),

  system_roles({ directory, hub, sessions }, { user_id, roles, session_ids }) {
    for (const id of session_ids) sessions.amend(id, { roles });
    const names = roles.split(' ');
    const is_admin = directory.grants(names, 'manage_system');
    hub.rolesChanged(user_id, { is_admin, is_guest: names.includes('system_guest') });
  },

  session: ({ sessions }, { session_id, device_id, expires_at, props }) =>
    sessions.amend(session_id, { device_id, expires_at, props }),

  sessions_ended({ hub, sessions }, { session_ids }) {
    sessions.forget(session_ids);
    hub.sessionsRevoked(session_ids);
  },

  status: (services, { kind: _kind, ...row }) => presence(services).put(row),

  post: (services, { post_id }) => threadRoots(services).forget(post_id),

  link: (services, { url }) => knownLinks(services).forget(url),

  thread_followers: (services, { channel_id }) => threadRoots(services).forgetChannel(channel_id),

  emoji: ({ directory }, { emoji }) => directory.emoji.put(emoji),

  incoming_hook: (services, { hook_id }) => knownHooks(services).forget(hook_id),

  everything(services, { events_missed }) {
    services.directory.forgetEverything();
    knownHooks(services).forgetAll();
    channelIds(services).forgetAll();
    threadRoots(services).forgetAll();
    knownLinks(services).forgetAll();
    forgetAccounts(services);
    services.sessions.forgetTokens();
    services.hub.membershipsUnknown();
    if (events_missed) services.hub.dropEverything();
    return Promise.all([
      untilDone(services, () => services.config.reload()),
      untilDone(services, () => services.directory.reloadRoles().then(() => readSessionsAgain(services))),
      untilDone(services, () => presence(services).readAgain()),
      untilDone(services, () => services.directory.emoji.reload()),
    ]).then(() => undefined);
  },
};

/** Sockets hold sessions for as long as they are open, so these are read again rather than forgotten. */
async function readSessionsAgain({ directory, hub, sessions }: WholeServer): Promise<void> {
  const { live, ended } = await sessions.readAgain();
  hub.sessionsRevoked(ended);
  for (const session of live) {
    const is_admin = hasInSystem(directory, session, 'manage_system');
    hub.rolesChanged(session.user_id, { is_admin, is_guest: isGuestSession(session) });
  }
}

/** ms */
const firstPause = 1_000;
const longestPause = 60_000;

/** What could not be read, because the database is away, is tried again until it is there. The first try is waited for. */
async function untilDone(services: Services, read: () => Promise<void>, pause = firstPause): Promise<void> {
  try {
    await read();
  } catch (error) {
    services.log.error({ err: error }, 'what is remembered could not be read anew; it is tried again');
    setTimeout(() => void untilDone(services, read, Math.min(pause * 2, longestPause)), pause).unref();
  }
}
