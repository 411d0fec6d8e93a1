import { getFileUsage } from '@innermost/protocol/file-upkeep.ts';
import { command } from '../../command.ts';
import { table } from '../../table.ts';
import { UsageError } from '../../usage-error.ts';
import { withAdministrator } from '../../with-administrator.ts';
import { beside, filesOf, plain, sizeOf } from './shown.ts';

export const usage = command('file usage', {
  summary: 'show who and what takes most room',
  about: `Shows how much room files take, and the 20 people, or channels, that take most of it.\n${beside}`,
  flags: { by: { value: 'person|channel', text: 'whose files are added up; default person' } },
  besideServer: true,
  async run(invocation) {
    const { flags, checks, show } = invocation;
    const { by = 'person' } = flags;
    if (by !== 'person' && by !== 'channel')
      throw new UsageError(`"${by}" cannot be added up; --by takes person or channel.`);
    await withAdministrator(invocation, (client) =>
      checks.must('usage', 'The files can be added up', async (say) => {
        const found = await client.call(getFileUsage, { query: { by } });
        say(`${filesOf(found.files)}, ${sizeOf(found.bytes)}`);
        const rows = found.largest.map(({ id, name, files, bytes }) => [sizeOf(bytes), String(files), id, plain(name)]);
        show(found, rows.length === 0 ? [] : table(['Size', 'Files', 'Id', 'Name'], rows));
      }),
    );
    return '';
  },
});
