import {
  getChannel,
  getMyChannels,
  patchChannel,
  restoreChannel,
  archiveChannel,
} from '@innermost/protocol/channels.ts';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { startServer } from '../../testing/start-server.ts';

const server = await startServer();
// As a database looks that was adopted from release 10.5.
for (const column of ['bannerinfo', 'defaultcategoryname', 'autotranslation'])
  await sql`ALTER TABLE channels DROP COLUMN ${sql.raw(column)}`.execute(server.database.db);
for (const column of ['autotranslation', 'autotranslationdisabled'])
  await sql`ALTER TABLE channelmembers DROP COLUMN ${sql.raw(column)}`.execute(server.database.db);

test('channels live without the columns that came later', async () => {
  const { ann, bob, channel } = await server.make.conversation();
  const params = { channel_id: channel.id };
  expect(channel).toMatchObject({ banner_info: null, default_category_name: '', autotranslation: false });
  expect(await ann.call(patchChannel, { params, body: { header: 'h' } })).toMatchObject({ header: 'h' });
  await ann.call(archiveChannel, { params });
  await ann.call(restoreChannel, { params });
  await server.make.direct(ann, bob);
  expect(await bob.call(getMyChannels, { params: { user_id: 'me' } })).toHaveLength(4);
});

test('what an old row leaves empty is shown as nothing', async () => {
  const { ann, bob, channel } = await server.make.conversation();
  await sql`
    UPDATE channels SET header = NULL, purpose = NULL, deleteat = NULL, lastpostat = NULL, totalmsgcount = NULL,
           totalmsgcountroot = NULL, lastrootpostat = NULL, extraupdateat = NULL, creatorid = NULL, schemeid = ''
     WHERE id = ${channel.id}`.execute(server.database.db);
  await sql`
    UPDATE channelmembers SET roles = NULL, notifyprops = '"odd"', msgcount = NULL, mentioncount = NULL, lastviewedat = NULL
     WHERE channelid = ${channel.id}`.execute(server.database.db);
  await server.forgetEverything();
  expect(await bob.call(getChannel, { params: { channel_id: channel.id } })).toMatchObject({
    header: '',
    purpose: '',
    delete_at: 0,
    last_post_at: 0,
    total_msg_count: 0,
    creator_id: '',
  });
  expect((await ann.call(getMyChannels, { params: { user_id: 'me' } })).map(({ id }) => id)).toContain(channel.id);
  await expect(ann.posts(channel, 'works')).resolves.toBeDefined();
});
