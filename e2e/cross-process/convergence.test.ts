/**
 * The web client ends where the server is: for every event, what applying it makes of an open client equals what a
 * client would load afterwards.
 */
import { createClient, type Client } from '@innermost/client/http.ts';
import { createSocket, type Socket } from '@innermost/client/socket.ts';
import {
  createCategory,
  deleteCategory,
  getCategories,
  setCategoryOrder,
  updateCategory,
} from '@innermost/protocol/categories.ts';
import {
  addChannelMember,
  archiveChannel,
  createChannel,
  createDirectChannel,
  createGroupChannel,
  patchChannel,
  removeChannelMember,
  restoreChannel,
  setChannelNotifyProps,
  setChannelPrivacy,
  viewChannel,
  type Channel,
} from '@innermost/protocol/channels.ts';
import { deleteThreadDraft, saveDraft } from '@innermost/protocol/drafts.ts';
import { createEmoji, deleteEmoji, getEmojiByNames } from '@innermost/protocol/emoji.ts';
import type { EventFrame, EventName } from '@innermost/protocol/events.ts';
import { uploadFiles } from '@innermost/protocol/files.ts';
import {
  createPost,
  deletePost,
  patchPost,
  pinPost,
  setPostUnread,
  unpinPost,
  type NewPost,
  type Post,
} from '@innermost/protocol/posts.ts';
import { deletePreferences, savePreferences } from '@innermost/protocol/preferences.ts';
import { deleteReaction, saveReaction } from '@innermost/protocol/reactions.ts';
import { setStatus } from '@innermost/protocol/status.ts';
import { patchConfig } from '@innermost/protocol/system.ts';
import {
  addTeamMember,
  createTeam,
  patchTeam,
  removeTeamMember,
  setTeamSchemeRoles,
  type Team,
} from '@innermost/protocol/teams.ts';
import { followThread, readAllThreads, readThread, unfollowThread } from '@innermost/protocol/threads.ts';
import { createUser, login, patchUser, setUserActive, setUserRoles, type User } from '@innermost/protocol/users.ts';
import { createIncomingWebhook, receiveIncomingWebhook } from '@innermost/protocol/webhooks.ts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startServer } from '../../server/src/testing/start-server.ts';
import { comparable, loadWhole, settle, type Opened } from '../../web/src/live/converge.ts';
import { loadSession } from '../../web/src/live/load.ts';
import { catchUp, fallBehind } from '../../web/src/live/pages.ts';
import { applyEvent, emptyState } from '../../web/src/live/slices/slices.ts';
import type { LiveState } from '../../web/src/live/state.ts';
import { png } from '../support/pictures.ts';

const server = await startServer();
const password = 'correct horse 9';

interface Person {
  user: User;
  client: Client;
}

/** A person with an open client: its state, and what it hears. */
interface Watcher extends Person {
  socket: Socket;
  heard: EventFrame[];
}

let ann: Watcher;
let bob: Watcher;
let team: Team;
let channel: Channel;
let names = 0;
const everHeard = new Set<EventName>();

const fresh = (word: string) => `${word}-${(names += 1)}`;

async function arrive(username: string, by?: Client): Promise<Watcher> {
  const body = { username, email: `${username}@example.com`, password };
  const user = await (by ?? createClient({ url: server.url })).call(createUser, { body });
  const client = createClient({ url: server.url });
  await client.call(login, { body: { login_id: username, password } });
  const heard: EventFrame[] = [];
  const socket = createSocket({ url: server.url, token: client.token, onEvent: (frame) => heard.push(frame) });
  await new Promise<void>((resolve) => {
    const stop = socket.subscribe(() => {
      if (socket.getState().name !== 'live') return;
      stop();
      resolve();
    });
  });
  return { user, client, socket, heard };
}

beforeAll(async () => {
  ann = await arrive('ann');
  bob = await arrive('bob', ann.client);
  team = await ann.client.call(createTeam, { body: { name: 'harbour', display_name: 'Harbour', type: 'O' } });
  await join(bob.user);
});

beforeEach(async () => {
  const name = fresh('room');
  const body = { team_id: team.id, name, display_name: name, type: 'O' as const };
  channel = await ann.client.call(createChannel, { body });
  await enter(channel, bob.user);
});

afterAll(() => {
  for (const { socket } of [ann, bob]) socket.close();
});

const join = (user: User, into = team) =>
  ann.client.call(addTeamMember, { params: { team_id: into.id }, body: { team_id: into.id, user_id: user.id } });
const enter = (into: Channel, user: User) =>
  ann.client.call(addChannelMember, { params: { channel_id: into.id }, body: { user_id: user.id } });
const post = (by: Person, message: string, more: Partial<NewPost> = {}): Promise<Post> =>
  by.client.call(createPost, { body: { channel_id: channel.id, message, ...more } });
const reply = (by: Person, root: Post, message: string) => post(by, message, { root_id: root.id });
const me = { user_id: 'me' };

/** Runs the act while both watch with these open, and compares each with a client that comes afterwards. */
async function converges(event: EventName, opened: Opened, act: () => Promise<unknown>): Promise<void> {
  const watchers = [ann, bob];
  const before = await Promise.all(watchers.map(({ client }) => loadWhole(client, opened)));
  for (const watcher of watchers) watcher.heard.length = 0;
  await act();
  await quiet(watchers);
  for (const { heard } of watchers) for (const frame of heard) everHeard.add(frame.event);
  expect(watchers.flatMap(({ heard }) => heard.map((frame) => frame.event))).toContain(event);
  for (const [index, watcher] of watchers.entries()) {
    const start = before[index] as LiveState;
    const applied = watcher.heard.reduce((state, frame) => applyEvent(state, frame, Date.now()), start);
    // Told twice, as after a load that overlaps with events, it comes to the same.
    const twice = watcher.heard.reduce((state, frame) => applyEvent(state, frame, Date.now()), applied);
    const [settled, settledTwice] = [await settle(watcher.client, applied), await settle(watcher.client, twice)];
    const now = await loadWhole(watcher.client, opened);
    expect(comparable(settled), watcher.user.username).toEqual(comparable(now));
    expect(comparable(settledTwice), `${watcher.user.username}, told twice`).toEqual(comparable(now));
  }
}

/** What was sent before a pong has arrived before it; asking twice lets events follow that others caused. */
async function quiet(watchers: readonly Watcher[]): Promise<void> {
  let count = -1;
  for (;;) {
    await Promise.all(watchers.map(({ socket }) => socket.send('ping')));
    const heard = watchers.reduce((sum, watcher) => sum + watcher.heard.length, 0);
    if (heard === count) return;
    count = heard;
    await new Promise((resolve) => setTimeout(resolve, 120));
  }
}

const here = () => ({ channels: [channel.id] });

test('posted: by each, with mentions, from a webhook, and one after the other', () =>
  converges('posted', here(), async () => {
    await post(ann, 'hello @bob and @ann');
    await post(bob, 'back :tada:');
    await post(ann, '**again** @channel');
    const hook = await ann.client.call(createIncomingWebhook, { body: { channel_id: channel.id } });
    await fetch(ann.client.url(receiveIncomingWebhook, { params: { hook_id: hook.id } }), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ text: 'built', username: 'CI', attachments: [{ color: 'good', text: 'ok' }] }),
    });
  }));

test('posted: in a channel that is not open', () => converges('posted', {}, () => post(ann, 'hello @bob')));

test('posted: replies, in the channel and in the open thread', async () => {
  const root = await post(ann, 'root');
  await converges('posted', { channels: [channel.id], threads: [root.id] }, async () => {
    await reply(bob, root, 'one @ann');
    await reply(ann, root, 'two');
    await reply(bob, root, 'three');
  });
});

test('thread_updated: a reply to a thread I follow that is not open', async () => {
  const root = await post(ann, 'root');
  await reply(bob, root, 'one');
  await converges('thread_updated', here(), () => reply(ann, root, 'two @bob'));
});

test('post_edited: text, pin, unpin', async () => {
  const first = await post(ann, 'first');
  const second = await post(bob, 'second');
  await converges('post_edited', here(), async () => {
    await ann.client.call(patchPost, { params: { post_id: first.id }, body: { message: 'changed @bob' } });
    await bob.client.call(pinPost, { params: { post_id: second.id } });
    await ann.client.call(pinPost, { params: { post_id: first.id } });
    await ann.client.call(unpinPost, { params: { post_id: first.id } });
  });
});

test('posted, post_edited, post_deleted: posts with files', async () => {
  const upload = async (by: Person, name: string): Promise<string> => {
    const fields = { channel_id: channel.id, client_ids: [] };
    const files = [{ field: 'files', name, content: new Blob([name]) }];
    const { file_infos } = await by.client.upload(uploadFiles, { body: { fields, files } });
    return file_infos.map(({ id }) => id).join('');
  };
  const first = await post(ann, 'first', { file_ids: [await upload(ann, 'a.txt'), await upload(ann, 'b.txt')] });
  const gone = await post(bob, 'gone', { file_ids: [await upload(bob, 'c.txt')] });
  const file_ids = [await upload(ann, 'd.txt'), ...first.file_ids.slice(1)];
  await converges('posted', here(), async () => {
    await post(bob, '', { file_ids: [await upload(bob, '写真.png')] });
    await post(bob, 'in the thread', { file_ids: [await upload(bob, 'e.txt')], root_id: first.id });
    await ann.client.call(patchPost, { params: { post_id: first.id }, body: { file_ids } });
    await bob.client.call(deletePost, { params: { post_id: gone.id } });
  });
});

test('post_deleted: a post, a reply, and a root with its replies', async () => {
  const plain = await post(ann, 'plain');
  const root = await post(bob, 'root');
  const one = await reply(ann, root, 'one @bob');
  await reply(bob, root, 'two');
  const gone = await post(ann, 'gone');
  await reply(bob, gone, 'with it');
  await converges('post_deleted', { channels: [channel.id], threads: [root.id] }, async () => {
    for (const { id, user_id } of [plain, one, gone]) {
      const by = user_id === ann.user.id ? ann : bob;
      await by.client.call(deletePost, { params: { post_id: id } });
    }
  });
});

test('post_unread: from a post on', async () => {
  const first = await post(ann, 'first @bob');
  await post(ann, 'second');
  await bob.client.call(viewChannel, { params: me, body: { channel_id: channel.id } });
  await converges('post_unread', here(), () =>
    bob.client.call(setPostUnread, {
      params: { ...me, post_id: first.id },
      body: { collapsed_threads_supported: true },
    }),
  );
});

test('reaction_added, reaction_removed: by both, the same and another', async () => {
  const { id: post_id } = await post(ann, 'lunch?');
  const react = (by: Watcher, emoji_name: string) =>
    by.client.call(saveReaction, { body: { user_id: by.user.id, post_id, emoji_name } });
  await converges('reaction_removed', here(), async () => {
    await react(bob, 'taco');
    await react(ann, 'taco');
    await react(ann, '+1');
    await bob.client.call(deleteReaction, { params: { user_id: bob.user.id, post_id, emoji_name: 'taco' } });
  });
});

const addEmoji = (by: Watcher, name: string) =>
  by.client.upload(createEmoji, {
    body: {
      fields: { emoji: JSON.stringify({ name, creator_id: by.user.id }) },
      files: [{ field: 'image', name: 'emoji.png', content: new Blob([Uint8Array.from(png(1, 1))]) }],
    },
  });

test('emoji_added, emoji_deleted: named by messages before and after', async () => {
  await post(ann, 'soon :own_crab:');
  await converges('emoji_added', here(), async () => {
    await addEmoji(bob, 'own_crab');
    await post(ann, 'now :own_crab:');
  });
  const [crab] = await bob.client.call(getEmojiByNames, { body: ['own_crab'] });
  await converges('emoji_deleted', here(), () =>
    bob.client.call(deleteEmoji, { params: { emoji_id: crab?.id ?? '' } }),
  );
});

test('thread_follow_changed: away and back', async () => {
  const root = await post(ann, 'root');
  await reply(bob, root, 'one');
  const params = { ...me, team_id: team.id, thread_id: root.id };
  await converges('thread_follow_changed', here(), () => ann.client.call(unfollowThread, { params }));
  await reply(bob, root, 'two');
  await converges('thread_follow_changed', here(), () => ann.client.call(followThread, { params }));
});

test('thread_read_changed: one thread, and all of them', async () => {
  const root = await post(ann, 'root');
  const answer = await reply(bob, root, 'one @ann');
  const params = { ...me, team_id: team.id };
  const read = { ...params, thread_id: root.id, timestamp: String(answer.create_at + 1) };
  await converges('thread_read_changed', here(), () => ann.client.call(readThread, { params: read }));
  await reply(bob, root, 'two @ann');
  await converges('thread_read_changed', here(), () => ann.client.call(readAllThreads, { params }));
});

test('multiple_channels_viewed: what was unread is read', async () => {
  await post(ann, 'hello @bob');
  await converges('multiple_channels_viewed', here(), () =>
    bob.client.call(viewChannel, {
      params: me,
      body: { channel_id: channel.id, collapsed_threads_supported: true },
    }),
  );
});

// One event at a time: most of them make a client ask for the whole channel, which would hide what the others lack.
test('channel_created, user_added: a new channel, and somebody in it', async () => {
  const name = fresh('new');
  const body = { team_id: team.id, name, display_name: name, type: 'P' as const };
  let made = channel;
  await converges('channel_created', {}, async () => {
    made = await ann.client.call(createChannel, { body });
  });
  await converges('user_added', {}, () => enter(made, bob.user));
  await converges('posted', {}, () => post(ann, 'welcome @bob', { channel_id: made.id }));
});

test('channel_updated, channel_converted, channel_member_updated', async () => {
  const params = { channel_id: channel.id };
  await converges('channel_updated', here(), () =>
    ann.client.call(patchChannel, { params, body: { header: 'new topic', display_name: 'Renamed' } }),
  );
  await converges('channel_converted', here(), () =>
    ann.client.call(setChannelPrivacy, { params, body: { privacy: 'P' } }),
  );
  await converges('channel_member_updated', here(), () =>
    bob.client.call(setChannelNotifyProps, {
      params: { ...params, user_id: bob.user.id },
      body: { mark_unread: 'mention' },
    }),
  );
});

test('channel_deleted and channel_restored', async () => {
  const params = { channel_id: channel.id };
  await converges('channel_deleted', {}, () => ann.client.call(archiveChannel, { params }));
  await converges('channel_restored', {}, () => ann.client.call(restoreChannel, { params }));
});

test('user_removed: thrown out, and leaving', async () => {
  const params = { channel_id: channel.id };
  await converges('user_removed', {}, () =>
    ann.client.call(removeChannelMember, { params: { ...params, user_id: bob.user.id } }),
  );
  await enter(channel, bob.user);
  await converges('user_removed', {}, () =>
    bob.client.call(removeChannelMember, { params: { ...params, user_id: bob.user.id } }),
  );
});

test('direct_added and group_added: a conversation begins, and is written in', async () => {
  const carol = await arrive(fresh('carol'), ann.client);
  carol.socket.close();
  await join(carol.user);
  let made = channel;
  await converges('direct_added', {}, async () => {
    made = await ann.client.call(createDirectChannel, { body: [ann.user.id, bob.user.id] });
  });
  await converges('posted', {}, () => post(ann, 'psst', { channel_id: made.id }));
  await converges('group_added', {}, async () => {
    made = await ann.client.call(createGroupChannel, { body: [ann.user.id, bob.user.id, carol.user.id] });
  });
  await converges('posted', {}, () => post(bob, 'hello all', { channel_id: made.id }));
});

test('preferences and sidebar categories: made, changed, ordered, deleted', async () => {
  const preferences = [{ user_id: bob.user.id, category: 'display_settings', name: 'x', value: 'y' }];
  await converges('preferences_changed', {}, () => bob.client.call(savePreferences, { params: me, body: preferences }));
  await converges('preferences_deleted', {}, () =>
    bob.client.call(deletePreferences, { params: me, body: preferences }),
  );
  const params = { ...me, team_id: team.id };
  let made = { id: '' };
  await converges('sidebar_category_created', {}, async () => {
    const body = { user_id: bob.user.id, team_id: team.id, display_name: 'Mine', channel_ids: [channel.id] };
    made = await bob.client.call(createCategory, { params, body });
  });
  const { categories, order } = await bob.client.call(getCategories, { params });
  await converges('sidebar_category_updated', {}, async () => {
    const body = { ...categories.find((one) => one.id === made.id)!, collapsed: true, display_name: 'Ours' };
    await bob.client.call(updateCategory, { params: { ...params, category_id: made.id }, body });
  });
  await converges('sidebar_category_order_updated', {}, () =>
    bob.client.call(setCategoryOrder, { params, body: order.toReversed() }),
  );
  await converges('sidebar_category_deleted', {}, () =>
    bob.client.call(deleteCategory, { params: { ...params, category_id: made.id } }),
  );
});

test('drafts: begun, changed, in a thread, sent away', async () => {
  const root = await post(ann, 'root');
  const save = (message: string, root_id = '') =>
    bob.client.call(saveDraft, { body: { channel_id: channel.id, root_id, message } });
  await converges('draft_created', here(), async () => {
    await save('beg');
    await save('begun', root.id);
    await save('begun');
  });
  await converges('draft_deleted', here(), async () => {
    await save('');
    await bob.client.call(deleteThreadDraft, { params: { ...me, channel_id: channel.id, thread_id: root.id } });
  });
});

test('teams: made, changed, left, joined', async () => {
  let other: Team = team;
  await converges('added_to_team', {}, async () => {
    const name = fresh('crew');
    other = await ann.client.call(createTeam, { body: { name, display_name: name, type: 'O' } });
    await join(bob.user, other);
  });
  const params = { team_id: other.id };
  await converges('update_team', {}, () =>
    ann.client.call(patchTeam, { params, body: { display_name: 'Renamed', description: 'new' } }),
  );
  for (const scheme_admin of [true, false]) {
    const body = { scheme_user: true, scheme_admin };
    await converges('memberrole_updated', {}, () =>
      ann.client.call(setTeamSchemeRoles, { params: { ...params, user_id: bob.user.id }, body }),
    );
  }
  await converges('leave_team', {}, () =>
    ann.client.call(removeTeamMember, { params: { ...params, user_id: bob.user.id } }),
  );
});

test('people: changed, promoted, deactivated and back; configuration', async () => {
  await post(bob, 'known');
  await converges('user_updated', here(), () =>
    bob.client.call(patchUser, {
      params: { user_id: bob.user.id },
      body: { nickname: fresh('Bobby'), position: 'Sailor' },
    }),
  );
  let carol = ann;
  await converges('new_user', here(), async () => {
    carol = await arrive(fresh('carol'), ann.client);
    carol.socket.close();
    await join(carol.user);
    await enter(channel, carol.user);
    await post(carol, 'hi');
  });
  await converges('user_activation_status_change', here(), () =>
    ann.client.call(setUserActive, { params: { user_id: carol.user.id }, body: { active: false } }),
  );
  await converges('user_role_updated', here(), () =>
    ann.client.call(setUserRoles, {
      params: { user_id: bob.user.id },
      body: { roles: 'system_user system_user_access_token' },
    }),
  );
  await converges('config_changed', {}, () =>
    ann.client.call(patchConfig, { body: { TeamSettings: { SiteName: fresh('Quay') } } }),
  );
  for (const AnnounceLicensedFeatures of [true, false]) {
    const body = { InnermostSettings: { AnnounceLicensedFeatures } };
    await converges('license_changed', {}, () => ann.client.call(patchConfig, { body }));
  }
  await converges('status_change', {}, () =>
    bob.client.call(setStatus, { params: me, body: { user_id: bob.user.id, status: 'dnd' } }),
  );
});

test('typing: it changes nothing that stays', () =>
  converges('typing', here(), () => bob.socket.send('user_typing', { channel_id: channel.id, parent_id: '' })));

test('a client that heard nothing of it catches up with what changed', async () => {
  const root = await post(ann, 'root');
  const old = await post(ann, 'old');
  const gone = await post(bob, 'gone');
  await reply(bob, root, 'one');
  const opened = { channels: [channel.id], threads: [root.id] };
  const before = await loadWhole(bob.client, opened);
  const since = Date.now();

  await ann.client.call(patchPost, { params: { post_id: old.id }, body: { message: 'edited' } });
  await bob.client.call(deletePost, { params: { post_id: gone.id } });
  await ann.client.call(saveReaction, { body: { user_id: ann.user.id, post_id: old.id, emoji_name: 'taco' } });
  const last = await reply(ann, root, 'two @bob');
  await reply(bob, root, 'three');
  await bob.client.call(deletePost, { params: { post_id: (await reply(bob, root, 'never mind')).id } });
  await ann.client.call(pinPost, { params: { post_id: last.id } });
  for (let at = 0; at < 70; at += 1) await post(ann, `new ${at}`);
  await ann.client.call(patchChannel, { params: { channel_id: channel.id }, body: { header: 'news' } });

  const known = { users: Object.keys(before.users), emoji: Object.keys(before.emoji), since };
  const teams = (all: readonly Team[]) => all.map((one) => one.id);
  let state = (await loadSession(bob.client, { teams, known }))(fallBehind(before));
  for (const key of [channel.id, root.id]) state = (await catchUp(bob.client, state, key))(state);
  expect(state.behind).toEqual({});
  // What came since the loss is all there, though a fresh load would begin with the newest page only.
  const now = comparable(await loadWhole(bob.client, opened));
  const caughtUp = comparable(await settle(bob.client, state));
  expect(caughtUp).toMatchObject({ ...now, posts: now.posts, spans: { [root.id]: now.spans[root.id] } });
  expect(caughtUp.spans[channel.id]?.[0]?.ids.slice(-60)).toEqual(now.spans[channel.id]?.[0]?.ids);
  expect(caughtUp.posts[old.id]).toMatchObject({ message: 'edited' });
  expect(caughtUp.posts[gone.id]).toBeUndefined();
});

test('every part of the state is compared above, or has a reason why not', () => {
  type Compared = keyof ReturnType<typeof comparable>;
  const reasons: Record<Exclude<keyof LiveState, Compared>, string> = {
    wants: 'is empty once everything settled',
    outbox: 'is of this device alone',
    statuses: 'is told of nobody but me, which is compared as status',
    typing: 'is told of nobody who comes afterwards',
    groupMembers: 'never changes',
    stats: 'is loaded for channels that are shown, and again where an event changes it',
    behind: 'is what a client that heard nothing has to ask for',
    emojiListed: 'is whether this page asked for all emoji',
  };
  const compared = Object.keys(comparable(emptyState)).filter((part) => part !== 'status');
  expect([...compared, ...Object.keys(reasons)].sort()).toEqual(Object.keys(emptyState).sort());
});

test('every event was heard above, or has a reason why not', () => {
  const reasons: Record<EventName, true | string> = {
    posted: true,
    ephemeral_message: 'is never stored, so no load brings it',
    post_edited: true,
    post_deleted: true,
    post_unread: true,
    emoji_added: true,
    emoji_deleted: true,
    reaction_added: true,
    reaction_removed: true,
    thread_updated: true,
    thread_follow_changed: true,
    thread_read_changed: true,
    channel_created: true,
    channel_updated: true,
    channel_converted: true,
    channel_deleted: true,
    channel_restored: true,
    channel_member_updated: true,
    direct_added: true,
    group_added: true,
    user_added: true,
    user_removed: true,
    multiple_channels_viewed: true,
    sidebar_category_created: true,
    sidebar_category_updated: true,
    sidebar_category_deleted: true,
    sidebar_category_order_updated: true,
    draft_created: true,
    draft_updated: 'no server sends it',
    draft_deleted: true,
    preferences_changed: true,
    preferences_deleted: true,
    added_to_team: true,
    leave_team: true,
    update_team: true,
    memberrole_updated: true,
    new_user: true,
    user_updated: true,
    user_role_updated: true,
    user_activation_status_change: true,
    status_change: true,
    typing: true,
    role_updated: 'no endpoint changes a role yet',
    hello: 'begins a connection, and so comes before everything here',
    config_changed: true,
    license_changed: true,
  };
  const expected = Object.entries(reasons).filter(([, reason]) => reason === true);
  expect([...everHeard].sort()).toEqual(expected.map(([name]) => name).sort());
});
