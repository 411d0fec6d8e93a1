import type { Client } from '@innermost/client/http.ts';
import { listStoredFiles, type ListedFile } from '@innermost/protocol/file-upkeep.ts';
import { getUserByUsername } from '@innermost/protocol/users.ts';
import { command } from '../../command.ts';
import { table } from '../../table.ts';
import { withAdministrator } from '../../with-administrator.ts';
import { beside, plain, sizeOf, timeOf } from './shown.ts';

const most = 100;

export const list = command('file list', {
  summary: 'show the files of the server, newest first',
  about: `Shows the newest ${most} files, or those that are asked for.\n${beside}`,
  flags: {
    person: { value: '<username>', text: 'only those that this person uploaded' },
    channel: { value: '<id>', text: 'only those of this channel' },
    name: { value: '<text>', text: 'only those with this in their name' },
  },
  besideServer: true,
  async run(invocation) {
    const { flags, checks, show } = invocation;
    const { person, channel, name } = flags;
    await withAdministrator(invocation, (client) =>
      checks.must('files', 'The files can be listed', async (say) => {
        const narrowed = {
          ...(channel && { channel_id: channel }),
          ...(name && { name }),
          ...(await idOf(client, person)),
        };
        const found = await client.call(listStoredFiles, { query: { per_page: most, ...narrowed } });
        say(String(found.length));
        show(found, linesOf(found));
      }),
    );
    return '';
  },
});

async function idOf(client: Client, username: string | undefined): Promise<{ user_id?: string }> {
  if (!username) return {};
  return { user_id: (await client.call(getUserByUsername, { params: { username } })).id };
}

function linesOf(files: readonly ListedFile[]): string[] {
  if (files.length === 0) return ['There is no such file.'];
  const rows = files.map(({ id, create_at, size, username, user_id, post_id, delete_at, name }) => [
    id,
    timeOf(create_at),
    sizeOf(size),
    username || user_id,
    delete_at > 0 ? 'deleted' : post_id === '' ? 'not sent' : '',
    plain(name),
  ]);
  return [
    ...table(['File', 'Uploaded (UTC)', 'Size', 'By', 'State', 'Name'], rows),
    ...(files.length === most
      ? [`There may be more than these ${most}; narrow them with --person, --channel and --name.`]
      : []),
  ];
}
