import { expect, test } from 'vitest';
import level11 from './upstream/catalogue-11.6.json' with { type: 'json' };
import { references } from './references.ts';

const columnsOf: Readonly<Record<string, { columns: Readonly<Record<string, string>> }>> = level11.tables;

/** Columns that look like references and are none, by what they hold instead. */
const others = new Set([
  // Something of another program or server.
  'commands.pluginid',
  'pluginkeyvaluestore.pluginid',
  'remoteclusters.pluginid',
  'remoteclusters.remoteteamid',
  'oauthapps.mattermostappid',
  'outgoingoauthconnections.clientid',
  'sessions.deviceid',
  'translations.providerid',
  'fileinfo.remoteid',
  'postacknowledgements.remoteid',
  'posts.remoteid',
  'reactions.remoteid',
  'users.remoteid',
  'sharedchannels.remoteid',
  'uploadsessions.remoteid',
  'uploadsessions.reqfileid',
  'usergroups.remoteid',
  // What was, and may be gone by now.
  'audits.sessionid',
  'sharedchannelremotes.lastpostid',
  'sharedchannelremotes.lastpostcreateid',
  // No row of a table.
  'productnoticeviewstate.noticeid',
  'teams.inviteid',
  'propertyfields.targetid',
  'remoteclusters.remoteid',
]);

test('every column that names a row of another table is known', () => {
  const known = new Set(references.map(({ child, column }) => `${child}.${column}`));
  const unknown = Object.entries(columnsOf)
    .flatMap(([table, { columns }]) => Object.keys(columns).map((column) => `${table}.${column}`))
    .filter((name) => /[a-z]id$/.test(name) && !name.endsWith('.id') && !known.has(name) && !others.has(name));
  expect(unknown).toEqual([]);
});

test('every reference names a table and a column that there are, and tells its children apart', () => {
  expect(references.length).toBeGreaterThan(120);
  for (const { child, column, childKey, parent, parentKey } of references) {
    const where = `${child}.${column}`;
    if (!child.startsWith('innermost.')) expect(columnsOf[child]?.columns, where).toHaveProperty(column);
    expect(columnsOf[parent]?.columns, where).toHaveProperty(parentKey);
    expect(childKey, where).not.toHaveLength(0);
    expect(childKey, where).not.toContain('token');
  }
  const names = references.map(({ child, column, parent }) => `${child}.${column} ${parent}`);
  expect(names.filter((name, place) => names.indexOf(name) !== place)).toEqual([]);
});
