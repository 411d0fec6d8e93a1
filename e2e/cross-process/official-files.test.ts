/** The official client's library sends files and has them back, by every method that it has for them. */
import { createHash } from 'node:crypto';
import type { ClientError } from '@mattermost/client';
import type { ServerChannel } from '@mattermost/types/channels';
import type { FileInfo } from '@mattermost/types/files';
import type { Team } from '@mattermost/types/teams';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startServer } from '../../server/src/testing/start-server.ts';
import { arrive, decoded, type Official } from '../support/official.ts';

// The library tells the console of every connection.
vi.spyOn(console, 'log').mockImplementation(() => undefined);

const server = await startServer({ config: { FileSettings: { EnablePublicLink: true } } });
let ann: Official;
let bob: Official;
let carol: Official;
let channel: ServerChannel;

beforeAll(async () => {
  ann = await arrive(server.url, 'ann');
  bob = await arrive(server.url, 'bob', ann.rest);
  carol = await arrive(server.url, 'carol', ann.rest);
  const team = await ann.rest.createTeam({ name: 'harbour', display_name: 'Harbour', type: 'O' } as Team);
  await ann.rest.addUsersToTeam(team.id, [bob.user.id, carol.user.id]);
  channel = await ann.rest.createChannel({ team_id: team.id, name: 'quay', display_name: 'Quay', type: 'P' });
  await ann.rest.addToChannel(bob.user.id, channel.id);
});
afterAll(() => {
  for (const person of [ann, bob, carol]) person.leaves();
});

/** As the web app sends it. */
async function upload(name: string, content: string | Uint8Array<ArrayBuffer>, clientId: string): Promise<FileInfo> {
  const form = new FormData();
  form.append('channel_id', channel.id);
  form.append('client_ids', clientId);
  form.append('files', new Blob([content]), name);
  const { file_infos, client_ids } = await ann.rest.uploadFile(form);
  expect(client_ids).toEqual([clientId]);
  expect(file_infos).toHaveLength(1);
  const [info] = file_infos;
  if (!info) throw new Error('no file');
  return info;
}

const refusal = (promise: Promise<unknown>): Promise<ClientError> =>
  promise.then(
    () => Promise.reject(new Error('was not refused')),
    (error: unknown) => error as ClientError,
  );

const get = (who: Official, url: string): Promise<Response> =>
  fetch(url, { headers: { Authorization: `Bearer ${who.rest.getToken()}` } });
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

test('a file is sent, shown in a message, downloaded and linked to', async () => {
  const content = new Uint8Array(1_500_000).map((_, at) => (at * 7) % 251);
  const info = await upload('図面 1.bin', content, 'here');
  expect(info).toMatchObject({ user_id: ann.user.id, name: '図面 1.bin', extension: 'bin', size: content.length });
  expect(info.mime_type).toBe('application/octet-stream');

  const post = await ann.rest.createPost({ channel_id: channel.id, message: 'the plan', file_ids: [info.id] });
  expect(post.file_ids).toEqual([info.id]);
  expect(post.metadata.files).toMatchObject([{ id: info.id, post_id: post.id, name: info.name }]);
  const heard = await bob.hears('posted', ({ data }) => String(data['post']).includes(post.id));
  expect(heard.data['otherFile']).toBe('true');
  expect(heard.data['image']).toBeUndefined();
  expect(decoded(heard, 'post')).toMatchObject({ file_ids: [info.id], metadata: { files: [{ id: info.id }] } });
  expect(await bob.rest.getFileInfosForPost(post.id)).toEqual(post.metadata.files);
  const page = await bob.rest.getPosts(channel.id, 0, 10);
  expect(page.posts[post.id]?.metadata.files).toEqual(post.metadata.files);

  const answer = await get(bob, bob.rest.getFileUrl(info.id, 0));
  expect(sha256(new Uint8Array(await answer.arrayBuffer()))).toBe(sha256(content));
  expect(answer.headers.get('content-disposition')).toContain(`filename*=UTF-8''${encodeURIComponent(info.name)}`);
  expect((await get(bob, bob.rest.getFileThumbnailUrl(info.id, 0))).status).toBe(400);
  expect((await get(bob, bob.rest.getFilePreviewUrl(info.id, 0))).status).toBe(400);
  expect((await get(carol, carol.rest.getFileUrl(info.id, 0))).status).toBe(403);

  const { link } = await bob.rest.getFilePublicLink(info.id);
  expect(sha256(new Uint8Array(await (await fetch(link)).arrayBuffer()))).toBe(sha256(content));
  expect(await refusal(carol.rest.getFilePublicLink(info.id))).toMatchObject({ status_code: 403 });
});

test('files follow an edit and a deletion', async () => {
  const [one, two] = [await upload('1.txt', 'one', 'a'), await upload('2.txt', 'two', 'b')];
  const post = await ann.rest.createPost({ channel_id: channel.id, message: 'x', file_ids: [one.id] });
  const edited = await ann.rest.patchPost({ id: post.id, file_ids: [two.id] });
  expect(edited.metadata.files?.map(({ id }) => id)).toEqual([two.id]);
  const heard = await bob.hears('post_edited', ({ data }) => String(data['post']).includes(post.id));
  expect(decoded(heard, 'post')).toMatchObject({ file_ids: [two.id] });
  expect((await get(bob, bob.rest.getFileUrl(one.id, 0))).status).toBe(404);
  await ann.rest.deletePost(post.id);
  expect((await get(bob, bob.rest.getFileUrl(two.id, 0))).status).toBe(404);
});

test('what is refused is refused with ids that the client knows', async () => {
  const form = new FormData();
  form.append('files', new Blob(['x']), 'x.txt');
  expect(await refusal(ann.rest.uploadFile(form))).toMatchObject({
    status_code: 400,
    server_error_id: 'api.file.upload_file.incorrect_channelId.app_error',
  });
  await ann.rest.patchConfig({ FileSettings: { MaxFileSize: 1024 } });
  const large = refusal(upload('large.txt', 'x'.repeat(1025), 'c'));
  expect(await large).toMatchObject({
    status_code: 413,
    server_error_id: 'api.file.upload_file.too_large_detailed.app_error',
  });
});
