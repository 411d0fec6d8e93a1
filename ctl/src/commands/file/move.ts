import { ApiError } from '@innermost/client/errors.ts';
import { moveFiles } from '@innermost/protocol/file-upkeep.ts';
import { CheckFailure } from '../../checks.ts';
import { command } from '../../command.ts';
import { UsageError } from '../../usage-error.ts';
import { withAdministrator } from '../../with-administrator.ts';
import { beside } from './shown.ts';

const drivers: Readonly<Record<string, string>> = { disk: 'local', s3: 'amazons3' };

export const move = command('file move', {
  args: ['<disk|s3>'],
  summary: 'bring all files from the disk into an S3 store, or back',
  about:
    'Copies every file into the other store, whose settings (FileSettings.Directory, or FileSettings.AmazonS3…) have to be\n' +
    'there before. The server goes on meanwhile. Then set FileSettings.DriverName, restart it, and run the same again for\n' +
    `what came in between; with --remove that also empties the store that is no longer used.\n${beside}`,
  flags: { remove: { text: 'remove from the other store what has arrived' } },
  besideServer: true,
  async run(invocation) {
    const { args, flags, checks } = invocation;
    const [where = ''] = args;
    const to = drivers[where];
    if (to === undefined) throw new UsageError(`"${where}" is no store of files; there are disk and s3.`);
    await withAdministrator(invocation, (client) =>
      checks.must('moving', 'The move is queued', async () => {
        await client.call(moveFiles, { body: { to, remove: flags['remove'] !== undefined } }).catch(explain);
      }),
    );
    return 'innermost jobs list --name move-files shows how far it is; what it names no more is done.';
  },
});

function explain(error: unknown): never {
  if (error instanceof ApiError && error.id.startsWith('api.innermost.files.'))
    throw new CheckFailure(error.message, 'docs/files.md tells the steps of a move.');
  throw error;
}
