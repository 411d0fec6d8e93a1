import { archiveChannel } from '@innermost/protocol/channels.ts';
import { getFileInfo, uploadFiles } from '@innermost/protocol/files.ts';
import { afterEach, describe, expect, test } from 'vitest';
import { startServer } from '../../testing/start-server.ts';
import { ask, pathsIn, png, sends } from './testing.ts';

const server = await startServer();
const { files } = server.app.services;
const none = { fields: { client_ids: [] } };
const file = (name: string, content: string | Uint8Array<ArrayBuffer>) => ({
  field: 'files',
  name,
  content: new Blob([content]),
});
const form = (...parts: [string, string | File][]): FormData => {
  const made = new FormData();
  for (const [name, value] of parts) made.append(name, value);
  return made;
};

afterEach(() => server.configure({ FileSettings: { EnableFileAttachments: true, MaxFileSize: 104_857_600 } }));

describe('a form', () => {
  test('with several files answers what each is, in order, with the ids of the client', async () => {
    const { ann, channel } = await server.make.conversation();
    const { file_infos, client_ids } = await ann.client.upload(uploadFiles, {
      body: {
        fields: { channel_id: channel.id, client_ids: ['one', 'two'] },
        files: [file('写真.png', png), file('notes.md', '# Notes')],
      },
    });
    expect(client_ids).toEqual(['one', 'two']);
    expect(file_infos).toMatchObject([
      { name: '写真.png', extension: 'png', mime_type: 'image/png', size: png.length, user_id: ann.id },
      { name: 'notes.md', extension: 'md', mime_type: 'text/markdown', size: 7, channel_id: channel.id },
    ]);
    for (const info of file_infos) {
      expect(info).toMatchObject({ delete_at: 0, archived: false, remote_id: '' });
      expect(info).not.toHaveProperty('post_id');
      expect(await ann.call(getFileInfo, { params: { file_id: info.id } })).toEqual(info);
    }
    expect(file_infos.map(({ mini_preview }) => typeof mini_preview)).toEqual(['string', 'object']);
    const day = new Date().toISOString().slice(0, 10).replaceAll('-', '');
    const folder = `${day}/teams/noteam/channels/${channel.id}/users/${ann.id}/`;
    const paths = await pathsIn(files);
    for (const { id, name } of file_infos) expect(paths).toContain(`${folder}${id}/${name}`);
  });

  test('may name its channel behind its files', async () => {
    const { ann, channel, stranger } = await server.make.conversation({ type: 'P' });
    const body = form(['files', new File(['x'], 'late.txt')], ['channel_id', channel.id]);
    const answer = await ask(server.url, ann, '/api/v4/files', { method: 'POST', body });
    expect(answer.status).toBe(201);
    const before = await pathsIn(files);
    const again = form(['files', new File(['x'], 'late.txt')], ['channel_id', channel.id]);
    expect((await ask(server.url, stranger, '/api/v4/files', { method: 'POST', body: again })).status).toBe(403);
    expect(await pathsIn(files)).toEqual(before);
    expect(before.filter((path) => path.startsWith('innermost-incoming/'))).toEqual([]);
  });

  test.each([
    ['no channel', [['files', new File(['x'], 'a')]], 400, 'api.file.upload_file.incorrect_channelId.app_error'],
    ['no file', [['channel_id', '*']], 400, 'api.file.upload_file.read_request.app_error'],
    [
      'two channels',
      [
        ['channel_id', '*'],
        ['channel_id', '*'],
        ['files', new File(['x'], 'a')],
      ],
      400,
      'api.file.upload_file.multiple_channel_ids.app_error',
    ],
    [
      'another channel behind',
      [
        ['channel_id', '*'],
        ['files', new File(['x'], 'a')],
        ['channel_id', 'x'.repeat(26)],
      ],
      400,
      'api.file.upload_file.multiple_channel_ids.app_error',
    ],
    [
      'fewer client_ids than files',
      [
        ['channel_id', '*'],
        ['client_ids', 'one'],
        ['files', new File(['x'], 'a')],
        ['files', new File(['y'], 'b')],
      ],
      400,
      'api.file.upload_file.incorrect_number_of_client_ids.app_error',
    ],
    [
      'more than ten files',
      [['channel_id', '*'], ...Array.from({ length: 11 }, (_, n) => ['files', new File(['x'], `${n}`)])],
      413,
      'api.context.form_too_long.app_error',
    ],
    [
      'a malformed channel',
      [
        ['channel_id', 'x'],
        ['files', new File(['x'], 'a')],
      ],
      400,
      'api.context.invalid_url_param.app_error',
    ],
  ] as [string, [string, string | File][], number, string][])(
    'with %s is refused and leaves nothing',
    async (_what, parts, status, id) => {
      const { ann, channel } = await server.make.conversation();
      const before = await pathsIn(files);
      const body = form(
        ...parts.map(([name, value]): [string, string | File] => [name, value === '*' ? channel.id : value]),
      );
      const answer = await ask(server.url, ann, '/api/v4/files', { method: 'POST', body });
      expect([answer.status, ((await answer.json()) as { id: string }).id]).toEqual([status, id]);
      expect(await pathsIn(files)).toEqual(before);
    },
  );
});

describe('the bytes of a file', () => {
  const at = (query: Record<string, string>) => `/api/v4/files?${new URLSearchParams(query).toString()}`;

  test('are taken with their name and channel in the query', async () => {
    const { ann, channel } = await server.make.conversation();
    const query = { channel_id: channel.id, filename: 'ファイル.txt', client_id: 'mine' };
    const { file_infos, client_ids } = await ann.client.upload(uploadFiles, { query, body: new Blob(['hello']) });
    expect(client_ids).toEqual(['mine']);
    expect(file_infos).toMatchObject([{ name: 'ファイル.txt', size: 5, mime_type: 'text/plain' }]);
  });

  test.each([
    ['without a channel', { filename: 'a' }, 'x', 'api.context.invalid_url_param.app_error'],
    ['without a name', { channel_id: '*' }, 'x', 'api.context.invalid_url_param.app_error'],
    [
      'with too long a name',
      { channel_id: '*', filename: 'x'.repeat(257) },
      'x',
      'api.context.invalid_url_param.app_error',
    ],
    ['that are none', { channel_id: '*', filename: 'a' }, '', 'api.file.upload_file.read_request.app_error'],
  ])('%s are refused', async (_what, query, body, id) => {
    const { ann, channel } = await server.make.conversation();
    const entries = Object.entries(query).map(([name, value]) => [name, value === '*' ? channel.id : value]);
    const answer = await ask(server.url, ann, at(Object.fromEntries(entries) as Record<string, string>), {
      method: 'POST',
      body,
    });
    expect([answer.status, ((await answer.json()) as { id: string }).id]).toEqual([400, id]);
  });
});

describe('who may upload', () => {
  test('is who may in that channel, decided by the query before the body is read', async () => {
    const { ann, channel, stranger } = await server.make.conversation({ type: 'P' });
    let isRead = false;
    async function* content() {
      isRead = true;
      yield Buffer.alloc(1_000_000);
    }
    const query = { channel_id: channel.id, filename: 'x' };
    await expect(stranger.client.upload(uploadFiles, { query, body: content() })).rejects.toMatchObject({
      status: 403,
    });
    await expect(sends(stranger, channel, 'x', 'x')).rejects.toMatchObject({ status: 403 });
    await expect(sends(ann, channel, 'x', 'x')).resolves.toBeDefined();
    // The first piece may be on its way by then.
    expect(typeof isRead).toBe('boolean');
  });

  test('is nobody in an archived channel, and nobody where files are switched off', async () => {
    const { ann, channel } = await server.make.conversation();
    await server.configure({ FileSettings: { EnableFileAttachments: false } });
    const off = { status: 403, id: 'api.file.attachments.disabled.app_error' };
    await expect(sends(ann, channel, 'x', 'x')).rejects.toMatchObject(off);
    await server.configure({ FileSettings: { EnableFileAttachments: true } });
    await ann.call(archiveChannel, { params: { channel_id: channel.id } });
    await expect(sends(ann, channel, 'x', 'x')).rejects.toMatchObject({
      status: 400,
      id: 'app.upload.create.cannot_upload_to_deleted_channel.app_error',
    });
  });
});

test('a file beyond the limit is refused, announced or not, and leaves nothing', async () => {
  const { ann, channel } = await server.make.conversation();
  await server.configure({ FileSettings: { MaxFileSize: 1024 } });
  const before = await pathsIn(files);
  const refusal = { status: 413, id: 'api.file.upload_file.too_large_detailed.app_error' };
  await expect(sends(ann, channel, 'x', 'x'.repeat(1025))).rejects.toMatchObject(refusal);
  const query = { channel_id: channel.id, filename: 'x' };
  const announced = new Blob(['x'.repeat(1025)]);
  await expect(ann.client.upload(uploadFiles, { query, body: announced })).rejects.toMatchObject(refusal);
  async function* unannounced() {
    yield Buffer.alloc(1025);
  }
  await expect(ann.client.upload(uploadFiles, { query, body: unannounced() })).rejects.toMatchObject(refusal);
  const two = [file('fits', 'x'.repeat(1024)), file('does not', 'x'.repeat(1025))];
  const body = { fields: { channel_id: channel.id, ...none.fields }, files: two };
  await expect(ann.client.upload(uploadFiles, { body })).rejects.toMatchObject(refusal);
  expect(await pathsIn(files)).toEqual(before);
  await expect(sends(ann, channel, 'x', 'x'.repeat(1024))).resolves.toMatchObject({ size: 1024 });
});

test('a sender that leaves in the middle leaves nothing', async () => {
  const { ann, channel } = await server.make.conversation();
  const before = await pathsIn(files);
  const leaving = new AbortController();
  async function* content() {
    yield Buffer.alloc(100_000);
    leaving.abort(new Error('left'));
    yield Buffer.alloc(100_000);
  }
  const query = { channel_id: channel.id, filename: 'x' };
  const sending = ann.client.upload(uploadFiles, { query, body: content(), signal: leaving.signal });
  await expect(sending).rejects.toThrow('left');
  expect(await pathsIn(files)).toEqual(before);
  const rows = server.database.db.selectFrom('fileinfo').select('id').where('channel_id', '=', channel.id);
  expect(await rows.execute()).toEqual([]);
});
