import { readFile, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { startServer } from '../start-server.ts';
import { readRecording } from './recording.ts';
import { replay, type Found } from './replay.ts';

interface Difference {
  /** As the replay words it. */
  readonly what: string;
  readonly steps: readonly string[];
  readonly because: string;
}

const steps = readRecording();
if (!steps) console.info('There is no ../shared/reference/wire/observed.jsonl, so the wire is not replayed.');

const table = JSON.parse(await readFile(new URL('differences.json', import.meta.url), 'utf8')) as readonly Difference[];

/** By what differs, the steps where it does. */
function gather(found: readonly Found[]): Map<string, Set<string>> {
  const gathered = new Map<string, Set<string>>();
  for (const { step, what } of found) gathered.set(what, (gathered.get(what) ?? new Set()).add(step));
  return gathered;
}

/** INNERMOST_WIRE_DRAFT names a file for the table as it would have to be, with the reasons known so far. */
async function writeDraft(found: readonly Found[]): Promise<void> {
  const file = process.env['INNERMOST_WIRE_DRAFT'];
  if (!file) return;
  const reason = (what: string): string => table.find((row) => row.what === what)?.because ?? '';
  const rows = [...gather(found)].map(([what, at]) => ({ what, steps: [...at], because: reason(what) }));
  await writeFile(file, `${JSON.stringify(rows, null, 2)}\n`);
}

const server = await startServer({
  // As the recorded server stood: upstream's defaults, where ours differ.
  config: { ServiceSettings: { EnablePostUsernameOverride: false, EnablePostIconOverride: false } },
});

test.skipIf(!steps)(
  'every recorded call is answered as recorded, but for what the table lists with its reason',
  async () => {
    const found = await replay(server.url, steps ?? []);
    const listed = gather(table.flatMap(({ what, steps }) => steps.map((step) => ({ step, what }))));
    const pairs = (of: Map<string, Set<string>>): string[] =>
      [...of].flatMap(([what, steps]) => [...steps].map((step) => `${step}: ${what}`));
    const here = pairs(gather(found));
    const known = new Set(pairs(listed));
    await writeDraft(found);
    expect(
      here.filter((pair) => !known.has(pair)),
      'new differences',
    ).toEqual([]);
    expect(
      [...known].filter((pair) => !here.includes(pair)),
      'listed, and there no more',
    ).toEqual([]);
  },
  120_000,
);

test('each row of the table gives its reason', () => {
  for (const { what, because } of table) expect(because, what).toMatch(/\S.{10,}/u);
});
