import { sql } from 'kysely';
import type { Db } from '../platform/db/database.ts';

const id = (kind: string, n: string) => `'${kind}' || lpad((${n})::text, 25, '0')`;

const rows = [
  `INSERT INTO teams (id, name, displayname, type, deleteat, inviteid)
   SELECT ${id('t', 'n')}, 't' || n, 'Team', 'O', 0, '' FROM generate_series(1, 20) n`,
  `INSERT INTO users (id, username, email, roles, deleteat, updateat)
   SELECT ${id('u', 'n')}, 'u' || n, 'e' || n, 'system_user', 0, 1 FROM generate_series(1, 3000) n`,
  `INSERT INTO channels (id, teamid, name, displayname, type, deleteat, purpose)
   SELECT ${id('c', 'n')}, ${id('t', '1 + n % 20')}, 'c' || n, 'Channel', CASE WHEN n % 5 = 0 THEN 'P' ELSE 'O' END::channel_type, 0, ''
     FROM generate_series(1, 4000) n`,
  `INSERT INTO channels (id, teamid, name, displayname, type, deleteat, purpose)
   SELECT ${id('d', 'n')}, '', 'd' || n, '', 'D', 0, '' FROM generate_series(1, 20000) n`,
  `INSERT INTO teammembers (teamid, userid, roles, deleteat, schemeuser)
   SELECT ${id('t', '1 + n % 20')}, ${id('u', '1 + n % 2999')}, '', 0, true FROM generate_series(1, 9000) n ON CONFLICT DO NOTHING`,
  `INSERT INTO channelmembers (channelid, userid, roles, notifyprops, schemeuser)
   SELECT ${id('c', '1 + n % 4000')}, ${id('u', '1 + n * 7 % 2999')}, '', '{}', true FROM generate_series(1, 100000) n ON CONFLICT DO NOTHING`,
  `INSERT INTO channelmembers (channelid, userid, roles, notifyprops, schemeuser)
   SELECT ${id('d', 'n')}, ${id('u', '1 + n % 2999')}, '', '{}', true FROM generate_series(1, 20000) n`,
  `INSERT INTO sidebarcategories (id, userid, teamid, type, sortorder)
   SELECT kind || '_' || userid || '_' || teamid, userid, teamid, kind, 0
     FROM teammembers, unnest(ARRAY['favorites', 'channels', 'direct_messages']) kind`,
  `INSERT INTO sidebarchannels (channelid, userid, categoryid, sortorder)
   SELECT c.id, m.userid, 'favorites_' || m.userid || '_' || c.teamid, 0
     FROM channelmembers m JOIN channels c ON c.id = m.channelid WHERE c.teamid <> '' AND m.userid < 'u0000000000000000000000500'`,
  `INSERT INTO posts (id, channelid, userid, createat, updateat, deleteat, rootid, message, ispinned)
   SELECT ${id('p', 'n')}, ${id('c', '1 + n % 4000')}, ${id('u', '1 + n % 2999')}, n, n, 0, '', '', n % 500 = 0
     FROM generate_series(1, 40000) n`,
  `INSERT INTO threads (postid, channelid, threadteamid, lastreplyat) SELECT id, channelid, '', createat FROM posts WHERE ispinned OR createat % 9 = 0`,
  `INSERT INTO threadmemberships (postid, userid, following, lastviewed)
   SELECT t.postid, ${id('u', '1 + n % 2999')}, true, 0 FROM threads t, generate_series(1, 5) n ON CONFLICT DO NOTHING`,
  `INSERT INTO fileinfo (id, creatorid, postid, channelid, createat, updateat, deleteat, path, name)
   SELECT ${id('f', 'n')}, '', ${id('p', 'n')}, ${id('c', '1 + n % 4000')}, n, n, 0, '', '' FROM generate_series(1, 10000) n`,
  `INSERT INTO emoji (id, createat, updateat, deleteat, creatorid, name)
   SELECT ${id('e', 'n')}, n, n, CASE WHEN n % 10 = 0 THEN n ELSE 0 END, ${id('u', '1 + n % 2999')}, 'emoji' || n FROM generate_series(1, 5000) n`,
  `INSERT INTO reactions (postid, userid, emojiname, createat, updateat, deleteat, channelid)
   SELECT ${id('p', 'n')}, ${id('u', '1 + n * 7 % 2999')}, 'emoji' || (n % 40), n, n, 0, ${id('c', '1 + n % 4000')} FROM generate_series(1, 40000) n`,
  `ANALYZE`,
];

/** Ids of things that the crowd has. */
export const inCrowd = {
  user: `u${'2'.padStart(25, '0')}`,
  team: `t${'2'.padStart(25, '0')}`,
  channel: `c${'1'.padStart(25, '0')}`,
};

/** Fills the database so that its statistics are those of a server in use; for tests of plans. */
export async function fillWithCrowd(db: Db): Promise<void> {
  for (const statement of rows) await sql.raw(statement).execute(db);
}

/** Tables that grow with use. */
const large = [
  'channelmembers',
  'channels',
  'emoji',
  'fileinfo',
  'posts',
  'reactions',
  'sidebarchannels',
  'threadmemberships',
  'users',
];

function literal(value: unknown): string {
  if (value === null) return 'NULL';
  if (Array.isArray(value)) return `ARRAY[${value.map(literal).join(', ')}]::text[]`;
  return typeof value === 'string' ? `'${value}'` : JSON.stringify(value);
}

/** The large tables that the statement would read from end to end, in either kind of plan. */
export async function wholeReads(
  db: Db,
  statement: { readonly text: string },
  values: readonly unknown[],
): Promise<string[]> {
  return db.connection().execute(async (connection) => {
    const found: string[] = [];
    await sql.raw(`PREPARE planned AS ${statement.text}`).execute(connection);
    for (const kind of ['force_generic_plan', 'force_custom_plan']) {
      await sql.raw(`SET plan_cache_mode = ${kind}`).execute(connection);
      const explain = `EXPLAIN EXECUTE planned(${values.map(literal).join(', ')})`;
      const plan = await sql.raw<Record<string, string>>(explain).execute(connection);
      for (const line of plan.rows.flatMap((row) => Object.values(row))) {
        const table = /Seq Scan on (\w+)/.exec(line)?.[1];
        if (table !== undefined && large.includes(table)) found.push(`${kind}: ${line.trim()}`);
      }
    }
    await sql`DEALLOCATE planned`.execute(connection);
    await sql`RESET plan_cache_mode`.execute(connection);
    return found;
  });
}
