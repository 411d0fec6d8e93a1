/** Whom texts call and which hashtags they hold: the same table is run against the screens. */
import { addChannelMember } from '@innermost/protocol/channels.ts';
import { caseNames, mentionCases } from '@innermost/protocol/mention-cases.ts';
import { addTeamMember } from '@innermost/protocol/teams.ts';
import { patchUser } from '@innermost/protocol/users.ts';
import { beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import type { Conversation } from '../../../testing/factories.ts';
import { startServer } from '../../../testing/start-server.ts';

const server = await startServer();

let room: Conversation;
const nameOf = new Map<string, string>();

beforeAll(async () => {
  room = await server.make.conversation();
  const { ann, bob, team, channel } = room;
  for (const [at, name] of caseNames.entries()) {
    const user = await server.make.user();
    // Some of these are names of an adopted database, which nobody could choose here.
    await sql`UPDATE users SET username = ${name}, notifyprops = ${`{"channel":"${at === 0}"}`}::jsonb WHERE id = ${user.id}`.execute(
      server.database.db,
    );
    server.app.services.directory.people.forget(user.id);
    await ann.call(addTeamMember, { params: { team_id: team.id }, body: { team_id: team.id, user_id: user.id } });
    await ann.call(addChannelMember, { params: { channel_id: channel.id }, body: { user_id: user.id } });
    nameOf.set(user.id, name);
  }
  for (const one of [ann, bob]) {
    const body = { notify_props: { channel: 'false', mention_keys: one === bob ? '緊急,배포,ops' : '' } };
    await one.call(patchUser, { params: { user_id: one.id }, body });
  }
  // Being added counted as well.
  await read('start');
});

/** Whose counter it raised, and the hashtags it was stored with. */
async function read(text: string) {
  const { hashtags } = await room.ann.posts(room.channel, text);
  const { rows } = await sql<{ id: string }>`
    WITH called AS (SELECT userid, channelid FROM channelmembers WHERE channelid = ${room.channel.id} AND mentioncount > 0)
    UPDATE channelmembers cm SET mentioncount = 0 FROM called c
     WHERE cm.userid = c.userid AND cm.channelid = c.channelid RETURNING cm.userid AS id`.execute(server.database.db);
  return { ids: rows.map(({ id }) => id), tags: hashtags };
}

test.each(mentionCases)('$text', async ({ text, calls = [], everybody, tags = [] }) => {
  const { ids, tags: found } = await read(text);
  const names = ids.flatMap((id) => nameOf.get(id) ?? []);
  // Whoever is called with everybody is the first of the table; @here needs somebody online.
  const expected = new Set([...calls, ...(everybody && everybody !== 'here' ? [caseNames[0]] : [])]);
  expect(new Set(names)).toEqual(expected);
  expect(found).toBe(tags.join(' '));
});

test.each([
  ['これは緊急です', true],
  ['【緊急】', true],
  ['오늘 배포했습니다', true],
  ['緊 急', false],
  ['ops: now', true],
  ['devops laptops', false],
  ['`緊急`', false],
])('a keyword inside of %j calls: %s', async (text, isCalled) => {
  expect((await read(text)).ids.includes(room.bob.id)).toBe(isCalled);
});

test('a keyword that was given up calls nobody', async () => {
  const body = { notify_props: { channel: 'false', mention_keys: '配布' } };
  await room.bob.call(patchUser, { params: { user_id: room.bob.id }, body });
  expect((await read('これは緊急です')).ids).toEqual([]);
  expect((await read('本日配布します')).ids).toEqual([room.bob.id]);
});
