/** What a call needs of its world so that somebody can do it: places of another kind, things of the caller. */
import { Readable } from 'node:stream';
import type { Db } from '../../platform/db/database.ts';
import type { FileStore } from '../../platform/files/store.ts';
import { newId } from '../../platform/ids.ts';
import type { World } from './world.ts';

type Arrange = (db: Db, world: World, files: FileStore) => Promise<unknown>;

const setChannel =
  (values: { type?: 'G' | 'O'; team_id?: string; delete_at?: number }): Arrange =>
  (db, world) =>
    db.updateTable('channels').set(values).where('id', '=', world.params.channel_id).execute();

/** Who calls wrote the post, and changed it once. */
const changedByCaller: Arrange = async (db, world) => {
  const post_id = world.params.post_id;
  await db.updateTable('posts').set({ user_id: world.self, edit_at: 2 }).where('id', '=', post_id).execute();
  const times = { create_at: 1, update_at: 2, edit_at: 0, delete_at: 2 };
  const version = { id: newId(), channel_id: world.params.channel_id, user_id: world.self, message: 'before' };
  await db
    .insertInto('posts')
    .values({ ...version, ...times, root_id: '', original_id: post_id })
    .execute();
};

/** The file of the post, and pictures of it, are in the store. */
const withContent: Arrange = (db, world, files) => putContent(db, world, files, `secret ${world.params.post_id}`);
const withPublicContent: Arrange = (db, world, files) => putContent(db, world, files, 'for everybody');

async function putContent(db: Db, world: World, files: FileStore, text: string): Promise<void> {
  const content = () => Readable.from([Buffer.from(text)]);
  const file_id = String(world.params['file_id']);
  const paths = {
    path: `${file_id}/a.txt`,
    thumbnail_path: `${file_id}/thumb.jpg`,
    preview_path: `${file_id}/preview.jpg`,
  };
  for (const path of Object.values(paths)) await files.put(path, content());
  await db.updateTable('fileinfo').set(paths).where('id', '=', file_id).execute();
}

/** Who calls began the upload, and named its file. */
const begunByCaller: Arrange = (db, { self, params }) =>
  db
    .updateTable('uploadsessions')
    .set({ user_id: self, filename: 'a.txt' })
    .where('id', '=', String(params['upload_id']))
    .execute();
/** The person in the path is who calls: nobody else is let in. */
const ofCaller: Arrange = (_db, { params, self }) => Promise.resolve(Object.assign(params, { user_id: self }));

/** The icon of the team, and the picture for signing in. */
const withIcon: Arrange = async (db, { params }, files) => {
  await files.put(`teams/${params.team_id}/teamIcon.png`, Readable.from([Buffer.from('icon')]));
  await db.updateTable('teams').set({ last_team_icon_update: 1 }).where('id', '=', params.team_id).execute();
};
const withBrand: Arrange = (_db, _world, files) => files.put('brand/image.png', Readable.from([Buffer.from('brand')]));

/** An emoji of who calls. */
const withEmoji: Arrange = async (db, { self, params }, files) => {
  const id = String(params['emoji_id']);
  await files.put(`emoji/${id}/image`, Readable.from([Buffer.from('picture')]));
  const times = { create_at: 1, update_at: 1, delete_at: 0 };
  await db
    .insertInto('emoji')
    .values({ id, name: `e${id}`, creator_id: self, ...times })
    .execute();
};
const namedTaco: Arrange = (db, { self, params }) =>
  db
    .insertInto('emoji')
    .values({
      id: String(params['emoji_id']),
      name: 'taco',
      creator_id: self,
      create_at: 1,
      update_at: 1,
      delete_at: 0,
    })
    .onConflict((clash) => clash.doNothing())
    .execute();

/** By method and path without the prefix. */
const arrangements: Readonly<Record<string, Arrange>> = {
  'GET /channels/:channel_id/common_teams': setChannel({ type: 'G', team_id: '' }),
  'POST /channels/:channel_id/convert_to_channel': setChannel({ type: 'G', team_id: '' }),
  'POST /channels/:channel_id/restore': setChannel({ delete_at: 1 }),
  'POST /teams/:team_id/channels/ids': setChannel({ type: 'O' }),
  'GET /posts/:post_id/edit_history': changedByCaller,
  'GET /uploads/:upload_id': begunByCaller,
  'POST /uploads/:upload_id': begunByCaller,
  'GET /users/:user_id/teams/:team_id/drafts': ofCaller,
  'DELETE /users/:user_id/channels/:channel_id/drafts': ofCaller,
  'DELETE /users/:user_id/channels/:channel_id/drafts/:thread_id': ofCaller,
  'GET /teams/invite/:invite_id': (db, world) =>
    db.updateTable('teams').set({ type: 'O' }).where('id', '=', world.params.team_id).execute(),
  'GET /brand/image': withBrand,
  'DELETE /brand/image': withBrand,
  'GET /teams/:team_id/image': withIcon,
  'GET /emoji/:emoji_id': withEmoji,
  'GET /emoji/:emoji_id/image': withEmoji,
  'DELETE /emoji/:emoji_id': withEmoji,
  'GET /emoji/name/:emoji_name': namedTaco,
  'GET /files/:file_id': withContent,
  'GET /files/:file_id/preview': withContent,
  'GET /files/:file_id/public': withPublicContent,
  'GET /files/:file_id/thumbnail': withContent,
  'GET /jobs/:job_id/download': (_db, { params }, files) =>
    files.put(`export/${String(params['job_id'])}.zip`, Readable.from([Buffer.from('"zip"')])),
};

export async function arrange(db: Db, method: string, path: string, world: World, files: FileStore): Promise<void> {
  await arrangements[`${method} ${path.replace('/api/v4', '')}`]?.(db, world, files);
}
