// Whether a database that already holds a Mattermost schema can be used, and why not.
import { DatabaseRefused } from './database-error.ts';
import level10 from './upstream/catalogue-10.5.json' with { type: 'json' };
import level11 from './upstream/catalogue-11.6.json' with { type: 'json' };

type Columns = Record<string, string>;

/** The tables that this program writes. Of the others, none needs to exist. */
const writtenTables = `
  audits bots channelmemberhistory channelmembers channels commands commandwebhooks
  desktoptokens drafts emoji fileinfo incomingwebhooks jobs linkmetadata oauthaccessdata oauthapps
  oauthauthdata outgoingwebhooks pluginkeyvaluestore postacknowledgements postreminders posts postspriority
  preferences productnoticeviewstate propertyfields propertygroups propertyvalues publicchannels reactions roles
  schemes sessions sidebarcategories sidebarchannels status systems teammembers teams threadmemberships threads
  tokens uploadsessions useraccesstokens users`
  .trim()
  .split(/\s+/);

const knownColumns: Record<string, Columns> = columnsByTable(level11.tables);
const requiredColumns: Record<string, Columns> = columnsByTable(level10.tables);

/** Whether none of upstream's tables is there, so that they can be created. */
export function isEmpty(found: ReadonlyMap<string, Columns>): boolean {
  return !Object.keys(knownColumns).some((table) => found.has(table));
}

/** Throws when a table or column of release 10.5 is missing, or when a column exists that we could not fill. */
export function refuseUnusableSchema(found: ReadonlyMap<string, Columns>): void {
  const missing = writtenTables.flatMap((table) => missingIn(table, found.get(table)));
  if (missing.length > 0) {
    throw new DatabaseRefused(
      'unknown-schema',
      `The database is neither empty nor at the level of Mattermost 10.5 or newer (missing: ${listed(missing)}): start a Mattermost server of version 10.5 or newer on it once, or name an empty database.`,
    );
  }
  const unfillable = writtenTables.flatMap((table) => unfillableIn(table, found.get(table) ?? {}));
  if (unfillable.length > 0) {
    throw new DatabaseRefused(
      'unknown-schema',
      `The database has columns that must be filled and that this version of Innermost does not know (${listed(unfillable)}): give each a default, or use a newer version.`,
    );
  }
}

function missingIn(table: string, found: Columns | undefined): string[] {
  if (found === undefined) return [table];
  return Object.entries(requiredColumns[table] ?? {})
    .filter(([column, declaration]) => !isLike(found[column], declaration))
    .map(([column]) => `${table}.${column}`);
}

/** Lengths differ between databases of different age; JSON in a text column would be another schema. */
function isLike(found: string | undefined, wanted: string): boolean {
  if (found === undefined) return false;
  return wanted.startsWith('jsonb') === found.startsWith('jsonb');
}

function unfillableIn(table: string, found: Columns): string[] {
  return Object.entries(found)
    .filter(([column, declaration]) => knownColumns[table]?.[column] === undefined && mustBeFilled(declaration))
    .map(([column]) => `${table}.${column}`);
}

function mustBeFilled(declaration: string): boolean {
  return declaration.includes(' NOT NULL') && !/ (DEFAULT|GENERATED) /.test(declaration);
}

function listed(names: readonly string[]): string {
  const more = names.length - 5;
  return names.slice(0, 5).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function columnsByTable(tables: Record<string, { columns: object }>): Record<string, Columns> {
  return Object.fromEntries(Object.entries(tables).map(([table, { columns }]) => [table, columns as Columns]));
}
