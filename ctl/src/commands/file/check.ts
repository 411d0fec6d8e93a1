import { checkFiles, type FileCheck } from '@innermost/protocol/file-upkeep.ts';
import { CheckFailure } from '../../checks.ts';
import { command } from '../../command.ts';
import { withAdministrator } from '../../with-administrator.ts';
import { beside, filesOf, plain, sizeOf } from './shown.ts';

/** ms; a large store is walked through for long. */
const patience = 6 * 3_600_000;

export const check = command('file check', {
  summary: 'compare the files that the database knows with those in the store',
  about:
    'Finds files whose content is missing, and contents in the folders of messages that belong to no file. Nothing is\n' +
    `changed. A file that is being uploaded meanwhile may be named.\n${beside}`,
  flags: {},
  besideServer: true,
  async run(invocation) {
    const { checks, show } = invocation;
    await withAdministrator(invocation, async (client) => {
      const found = await checks.must('compared', 'The database and the store can be compared', async (say) => {
        const answer = await client.call(checkFiles, { timeoutMs: patience });
        say(`${answer.rows} files, ${answer.contents} contents`);
        show(answer, linesOf(answer));
        return answer;
      });
      await checks.must('missing', 'Every file has its content', async () => {
        if (found.missing_count > 0)
          throw new CheckFailure(
            `${filesOf(found.missing_count)} without content`,
            'Bring the contents back from a backup into the folder that FileSettings.Directory names, or the bucket.',
          );
      });
      await checks.must('unknown', 'Every content belongs to a file', async () => {
        if (found.unknown_count > 0)
          throw new CheckFailure(
            `${found.unknown_count} contents of no file, ${sizeOf(found.unknown_bytes)}`,
            'They are of no use to the server; remove them once a backup has them.',
          );
      });
    });
    return '';
  },
});

function linesOf({ missing, missing_count, unknown, unknown_count }: FileCheck): string[] {
  const more = (count: number, shown: number) => (count > shown ? [`… and ${count - shown} more`] : []);
  return [
    ...missing.map(({ id, path }) => `without content  ${id}  ${plain(path)}`),
    ...more(missing_count, missing.length),
    ...unknown.map(({ path, size }) => `of no file  ${sizeOf(size)}  ${plain(path)}`),
    ...more(unknown_count, unknown.length),
  ];
}
