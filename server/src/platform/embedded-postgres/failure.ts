import { StartupError } from '../startup-error.ts';
import { outOfDisk } from './data-folder.ts';

/** Turns what PostgreSQL or initdb printed before it gave up into the operator's sentence. */
export function explainFailure(doing: string, dataDir: string, output: readonly string[]): StartupError {
  const text = output.join('\n');
  if (/No space left on device|Disk quota exceeded/.test(text)) return outOfDisk(dataDir);
  const reason =
    output.findLast((line) => /FATAL|PANIC|error:|not found/i.test(line)) ?? output.at(-1) ?? 'no reason given';
  return new StartupError(
    `The embedded PostgreSQL ${doing} (${reason.trim()}): look at the data folder ${dataDir}, or set MM_SQLSETTINGS_DATASOURCE to the URL of a PostgreSQL 14 or newer.`,
  );
}
