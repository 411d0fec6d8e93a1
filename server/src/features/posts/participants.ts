/** Who took part in threads, as whole people: without what privacy settings hide of them from the reader. */
import { hasInSystem, type Holder } from '../../access/permission.ts';
import type { Services } from '../../work/services.ts';
import type { ListedRow } from './read/queries/lists.ts';

/** Names of the fields that are shown empty; none for administrators. `reader` undefined: not an administrator. */
export function hiddenFields(services: Services, reader?: Holder): readonly string[] {
  if (reader && hasInSystem(services.directory, reader, 'manage_system')) return [];
  const { ShowEmailAddress, ShowFullName } = services.config.current().PrivacySettings;
  return [...(ShowEmailAddress ? [] : ['email']), ...(ShowFullName ? [] : ['first_name', 'last_name'])];
}

/** The same rows where nothing is hidden. */
export function hideInParticipants(rows: readonly ListedRow[], fields: readonly string[]): readonly ListedRow[] {
  if (fields.length === 0) return rows;
  return rows.map((row) =>
    row.participants === null ? row : { ...row, participants: withoutFields(row.participants, fields) },
  );
}

function withoutFields(participants: string, fields: readonly string[]): string {
  // The query made this text: a list of objects.
  const people = JSON.parse(participants) as Record<string, unknown>[];
  for (const person of people) for (const field of fields) if (field in person) person[field] = '';
  return JSON.stringify(people);
}
