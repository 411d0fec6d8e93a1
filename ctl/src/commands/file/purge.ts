import { purgeFiles } from '@innermost/protocol/file-upkeep.ts';
import { command } from '../../command.ts';
import { UsageError } from '../../usage-error.ts';
import { withAdministrator } from '../../with-administrator.ts';
import { beside, filesOf, sizeOf } from './shown.ts';

const day = 24 * 3_600_000;
const patience = 6 * 3_600_000;

export const purge = command('file purge', {
  args: ['<days>'],
  summary: 'remove files that were uploaded longer ago than that',
  about:
    'Removes files of messages for good, with their contents; the messages stay. Files of channel bookmarks stay, too.\n' +
    `With --dry-run it only says how much would go.\n${beside}`,
  flags: { 'dry-run': { text: 'remove nothing' } },
  besideServer: true,
  async run(invocation) {
    const { args, flags, checks, show } = invocation;
    const [days = ''] = args;
    if (!/^[1-9]\d{0,4}$/.test(days)) throw new UsageError(`"${days}" is no number of days.`);
    const dry_run = flags['dry-run'] !== undefined;
    await withAdministrator(invocation, (client) =>
      checks.must('purged', dry_run ? 'The files can be counted' : 'The files are removed', async (say) => {
        const before = Date.now() - Number(days) * day;
        const gone = await client.call(purgeFiles, { body: { before, dry_run }, timeoutMs: patience });
        say(`${filesOf(gone.files)}, ${sizeOf(gone.bytes)}`);
        show(gone, []);
      }),
    );
    return dry_run
      ? 'nothing was removed; run it without --dry-run to do so.'
      : 'their contents are removed by a job; innermost jobs list shows it until it is done.';
  },
});
