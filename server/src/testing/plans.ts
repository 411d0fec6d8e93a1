/** What PostgreSQL would do on a database of 1,000,000 posts, asked of a small sample whose statistics say so. */
import { Client } from 'pg';
import { createTestDatabase } from './database.ts';

export interface Sample {
  /** Has most posts, none of them recent. */
  quietChannel: string;
  /** One of hundreds. */
  smallChannel: string;
  /** Follows more threads than anybody, and is in every channel. */
  user: string;
  /** A post with replies. */
  root: string;
  /** In the middle of the quiet channel, and when. */
  post: string;
  postedAt: number;
  /** `generic`: as for any values; `custom`: for these values. */
  explain(text: string, values: readonly unknown[], mode: 'generic' | 'custom', run: boolean): Promise<PlanNode[]>;
  drop(): Promise<void>;
}

export interface PlanNode {
  type: string;
  /** '' where the node reads no table. */
  table: string;
  index: string;
  expectedRows: number;
  /** Rows that were looked at, those that a filter dropped included. 0 where the statement was not run. */
  readRows: number;
}

const posts = 6_000;
const claimedPosts = 1_000_000;

const id = (kind: string, n: string): string => `substr(md5('${kind}' || (${n})), 1, 26)`;
export interface Skew {
  /** Of a hundred posts, how many are in one channel that has been quiet since. */
  share: number;
  channels: number;
}

const channelOf = (n: string, { share, channels }: Skew): string =>
  `CASE WHEN ${n} <= ${(posts * share) / 100} THEN 1 ELSE 2 + ${n} % ${channels - 1} END`;

const fill = (skew: Skew): string => `
  INSERT INTO users (id, createat, updateat, deleteat, username, email, notifyprops) SELECT ${id('user', 'n')}, 1, 1, 0, 'user' || n, 'user' || n, '{}'
    FROM generate_series(1, 200) n;
  INSERT INTO status (userid, status, lastactivityat) SELECT id, 'online', 1 FROM users;
  INSERT INTO channels (id, createat, updateat, deleteat, teamid, type, displayname, name, header, purpose)
    SELECT ${id('channel', 'n')}, 1, 1, 0, '', 'O', '', 'channel' || n, '', '' FROM generate_series(1, ${skew.channels}) n;
  INSERT INTO channelmembers (channelid, userid, lastviewedat, notifyprops) SELECT c.id, u.id, 0, '{}' FROM channels c, users u
    WHERE u.username = 'user1' OR hashtext(c.id || u.id) % 40 = 0;
  INSERT INTO posts (id, createat, updateat, editat, deleteat, ispinned, userid, channelid, rootid, originalid, message, type, props, hashtags,
                     filenames, fileids, hasreactions)
    SELECT ${id('post', 'n')}, 1000 + n, 1000 + n, 0, 0, n % 1000 = 0, ${id('user', '1 + n % 200')}, ${id('channel', channelOf('n', skew))},
           CASE WHEN n > 600 AND n % 6 = 0 THEN ${id('post', 'n - 299')} ELSE '' END, '', 'text', '', '{}', '', '[]', '[]', n % 5 = 0
      FROM generate_series(1, ${posts}) n;
  INSERT INTO posts (id, createat, updateat, editat, deleteat, ispinned, userid, channelid, rootid, originalid, message, type, props, hashtags,
                     filenames, fileids, hasreactions)
    SELECT ${id('version', 'n')}, 1000, 1000, 0, 1001, false, ${id('user', '1')}, ${id('channel', '1')}, '', ${id('post', 'n')}, 'text', '', '{}', '',
           '[]', '[]', false FROM generate_series(1, 3) n;
  INSERT INTO threads (postid, replycount, lastreplyat, participants, channelid, threadteamid)
    SELECT rootid, count(*), max(createat), jsonb_agg(DISTINCT userid), min(channelid), '' FROM posts WHERE rootid <> '' GROUP BY rootid;
  INSERT INTO threadmemberships (postid, userid, following, lastviewed, lastupdated, unreadmentions)
    SELECT t.postid, u.id, true, 0, 0, 0 FROM threads t, users u WHERE u.username = 'user1' OR hashtext(t.postid || u.id) % 70 = 0;
  INSERT INTO reactions (postid, userid, emojiname, createat, updateat, deleteat, channelid)
    SELECT id, userid, 'tada', createat, createat, 0, channelid FROM posts WHERE hasreactions;
  INSERT INTO fileinfo (id, creatorid, postid, channelid, createat, updateat, deleteat, name, mimetype)
    SELECT id, userid, id, channelid, createat, createat, 0, 'plan', 'image/png' FROM posts WHERE hashtext(id) % 4 = 0;
  INSERT INTO postspriority (postid, channelid, priority) SELECT id, channelid, 'urgent' FROM posts LIMIT 500;
  INSERT INTO innermost.pending_posts (userid, pendingpostid, postid, channelid, createat) SELECT userid, id, id, channelid, createat FROM posts`;

const tables = `'posts', 'threads', 'threadmemberships', 'reactions', 'fileinfo', 'postspriority', 'pending_posts', 'channels', 'channelmembers', 'users', 'status'`;

interface Explained {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Plan Rows': number;
  'Actual Rows'?: number;
  'Actual Loops'?: number;
  'Rows Removed by Filter'?: number;
  Plans?: Explained[];
}

function nodesOf(node: Explained): PlanNode[] {
  const perLoop = (node['Actual Rows'] ?? 0) + (node['Rows Removed by Filter'] ?? 0);
  const own = {
    type: node['Node Type'],
    table: node['Relation Name'] ?? '',
    index: node['Index Name'] ?? '',
    expectedRows: node['Plan Rows'],
    readRows: perLoop * (node['Actual Loops'] ?? 0),
  };
  return [own, ...(node.Plans ?? []).flatMap(nodesOf)];
}

function literal(client: Client, value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return client.escapeLiteral(
    Array.isArray(value) ? `{${value.map((one) => JSON.stringify(one)).join(',')}}` : String(value),
  );
}

/** Drop it when done. */
export async function sampleOfManyPosts(skew: Skew): Promise<Sample> {
  const database = await createTestDatabase();
  const client = new Client({ connectionString: database.url });
  await client.connect();
  await client.query(fill(skew));
  await client.query('ANALYZE');
  // The planner takes the rows per page from here, and the pages from the file.
  await client.query(
    `UPDATE pg_class SET reltuples = reltuples * ${claimedPosts / posts} WHERE relname IN (${tables})`,
  );
  const middle = Math.round((posts * skew.share) / 200) + 1;
  const { rows } = await client.query<Omit<Sample, 'postedAt' | 'explain' | 'drop'>>(`
    SELECT ${id('channel', '1')} AS "quietChannel", ${id('channel', '3')} AS "smallChannel", ${id('user', '1')} AS user,
           (SELECT rootid FROM posts WHERE rootid <> '' ORDER BY createat LIMIT 1) AS root, ${id('post', String(middle))} AS post`);
  const [found] = rows;
  if (!found) throw new Error('The sample is empty.');
  return {
    ...found,
    postedAt: 1_000 + middle,
    async explain(text, values, mode, run) {
      await client.query(`SET plan_cache_mode = force_${mode}_plan`);
      await client.query(`PREPARE explained AS ${text}`);
      const call = `explained(${values.map((value) => literal(client, value)).join(', ')})`;
      const explained = await client.query<{ 'QUERY PLAN': [{ Plan: Explained }] }>(
        `EXPLAIN (FORMAT JSON${run ? ', ANALYZE, TIMING OFF' : ''}) EXECUTE ${call}`,
      );
      await client.query('DEALLOCATE explained');
      return explained.rows.flatMap((row) => nodesOf(row['QUERY PLAN'][0].Plan));
    },
    async drop() {
      await client.end();
      await database.drop();
    },
  };
}
