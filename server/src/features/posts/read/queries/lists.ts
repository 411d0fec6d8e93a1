/** Lists of posts with everything that decorates them, one statement a list. */
import { narrow, sql, statementsOf, type Sql } from '../../../../platform/db/statement.ts';
import { postColumns, postFiles, storedColumns, type PostRow } from '../../post-row.ts';
import type { Statements } from './lists.gen.ts';

const statement = statementsOf<Statements>(import.meta.url);

/** Put together by hand: json_build_object takes three times as long, and lists of posts are the busiest read. */
const reactions = sql`CASE WHEN p.hasreactions THEN (
  SELECT '[' || string_agg('{"user_id":"' || r.userid || '","post_id":"' || r.postid || '","emoji_name":' || to_json(r.emojiname) ||
           ',"create_at":' || coalesce(r.createat, 0) || ',"update_at":' || coalesce(r.updateat, 0) || ',"delete_at":0,"remote_id":"' ||
           coalesce(r.remoteid, '') || '","channel_id":"' || coalesce(nullif(r.channelid, ''), p.channelid, '') || '"}', ','
           ORDER BY r.createat, r.userid, r.emojiname) || ']'
    FROM reactions r WHERE r.postid = p.id AND coalesce(r.deleteat, 0) = 0) END`;

const priority = sql`CASE WHEN coalesce(p.rootid, '') = '' AND coalesce(x.priority, '') <> '' THEN
  json_build_object('priority', x.priority, 'requested_ack', x.requestedack, 'persistent_notifications', x.persistentnotifications,
    'PostId', p.id, 'ChannelId', p.channelid)::text END`;

/** Who took part, as ids only or as whole people for a client that asked for them; `participants.ts` hides what settings hide. `["a", "b"]` becomes a list of objects. */
const participantIds = sql`CASE WHEN jsonb_typeof(t.participants) = 'array' AND t.participants <> '[]' THEN
  '[{"id":' || replace(btrim(t.participants::text, '[]'), ', ', '},{"id":') || '}]' END`;

const participantPeople = sql`CASE WHEN jsonb_typeof(t.participants) = 'array' THEN (SELECT json_agg(json_strip_nulls(json_build_object('id', w.id, 'create_at', coalesce(u.createat, 0), 'update_at', coalesce(u.updateat, 0),
           'delete_at', coalesce(u.deleteat, 0), 'username', coalesce(u.username, ''), 'auth_data', '', 'auth_service', '', 'email', coalesce(u.email, ''), 'nickname', coalesce(u.nickname, ''),
           'first_name', coalesce(u.firstname, ''), 'last_name', coalesce(u.lastname, ''), 'position', coalesce(u.position, ''), 'roles', coalesce(u.roles, ''),
           'props', CASE WHEN jsonb_typeof(u.props) = 'object' AND u.props <> '{}' THEN u.props END, 'locale', coalesce(u.locale, ''),
           'timezone', coalesce(u.timezone, '{}'), 'last_picture_update', nullif(u.lastpictureupdate, 0), 'remote_id', u.remoteid,
           'disable_welcome_email', false)) ORDER BY w.n)::text
  FROM jsonb_array_elements_text(t.participants) WITH ORDINALITY AS w (id, n) LEFT JOIN users u ON u.id = w.id) END`;

/** Looked up post by post: joined, the planner may read everything that the reader ever followed. */
const following = sql`coalesce((SELECT coalesce(m.following, false) FROM threadmemberships m WHERE m.postid = p.id AND m.userid = :reader),
           CASE WHEN t.postid IS NOT NULL THEN false END)`;

export type ListForm = 'flat' | 'collapsed' | 'extended';

/** What the wire's `per_page` can ask for, with the neighbours on one side or on both. */
const longestPage = { withOne: sql`201`, withBoth: sql`202` };

/** A row of a list: the post, and where it stands relative to what was asked for. */
export interface ListedRow extends PostRow {
  /** `list`, `unread`: in `order`; `older`, `newer`: only its id, as the neighbour beyond the list; `thread`: extra post of a thread. */
  part: 'list' | 'unread' | 'older' | 'newer' | 'thread';
}

/** What of a row PostgreSQL cannot know. */
const row = narrow<Pick<ListedRow, 'part' | 'props'>>();

const newestFirst = sql`p.createat DESC, p.id DESC`;
const oldestFirst = sql`p.createat, p.id`;

/** Decorates the posts that `chosen` gives: their stored columns and `part`. Collapsed forms take the `reader`. */
function decorated(form: ListForm, chosen: Sql, order = newestFirst, uncounted = sql`false`): Sql {
  const collapsed = form !== 'flat';
  return sql`
  SELECT p.part, ${postColumns},
         CASE WHEN ${uncounted} OR t.threaddeleteat > 0 THEN 0 ELSE coalesce(t.replycount, 0) END AS reply_count,
         ${collapsed ? sql`coalesce(t.lastreplyat, 0)` : sql`0::bigint`} AS last_reply_at,
         ${form === 'extended' ? participantPeople : collapsed ? participantIds : sql`NULL::text`} AS participants,
         ${collapsed ? following : sql`NULL::bool`} AS is_following,
         ${reactions} AS reactions, ${postFiles} AS files, ${priority} AS priority, NULL::text AS acknowledgements
    FROM (${chosen}) p
    LEFT JOIN threads t ON t.postid = ${collapsed ? sql`p.id` : sql`coalesce(nullif(p.rootid, ''), p.id)`}
    LEFT JOIN postspriority x ON x.postid = p.id
   ORDER BY ${order}`;
}

/** In the flat view a page also carries the root and all replies of every thread it touches, where `with_threads`. */
const withThreads = (chosen: Sql): Sql => sql`
    WITH page AS MATERIALIZED (${chosen}),
    roots AS MATERIALIZED (SELECT DISTINCT coalesce(nullif(rootid, ''), id) AS id FROM page WHERE part IN ('list', 'unread') AND :with_threads::bool)
    SELECT part, ${storedColumns} FROM page p
    UNION ALL
    SELECT 'thread', ${storedColumns} FROM roots r JOIN posts p ON p.id = r.id WHERE p.deleteat = 0 AND p.id NOT IN (SELECT id FROM page)
    UNION ALL
    SELECT 'thread', ${storedColumns} FROM roots r JOIN posts p ON p.rootid = r.id
     WHERE p.deleteat = 0 AND p.id NOT IN (SELECT id FROM page) AND p.id NOT IN (SELECT id FROM roots)`;

/** Wire: whoever gets whole threads counts the replies; `reply_count` is 0 there. */
const pageOf = (form: ListForm, chosen: Sql): Sql =>
  form === 'flat'
    ? decorated(form, withThreads(chosen), newestFirst, sql`:with_threads::bool`)
    : decorated(form, chosen);

/**
 * Hides the channel from the planner. One that sees a channel holds most posts would rather walk the posts of all
 * channels by time, which reads hundreds of thousands when that channel has been quiet lately.
 */
const hiddenChannel = sql`(SELECT :channel_id::text)`;

const live = (form: ListForm): Sql =>
  sql`p.channelid = ${hiddenChannel} AND p.deleteat = 0${form === 'flat' ? sql`` : sql` AND p.rootid = ''`}`;

/**
 * The nearest posts in one direction, and one more as the neighbour beyond them. A planner that sees only a LIMIT by
 * parameter expects a tenth of the channel, and plans for that: the constant limit inside tells it that lists are short.
 */
function nearest(towards: 'older' | 'newer', posts: Sql, count: Sql): Sql {
  const order = towards === 'older' ? newestFirst : oldestFirst;
  return sql`
    SELECT CASE WHEN row_number() OVER (ORDER BY ${order}) > ${count} THEN ${sql.literal(towards)} ELSE 'list' END AS part, ${storedColumns}
      FROM (SELECT ${storedColumns} FROM (SELECT ${storedColumns} ${posts} ORDER BY ${order} LIMIT ${longestPage.withOne}) p
             ORDER BY ${order} LIMIT ${count} + 1) p`;
}

const limit = sql`:limit::int`;

const newest = (form: ListForm): Sql => pageOf(form, nearest('older', sql`FROM posts p WHERE ${live(form)}`, limit));

export const selectNewest = {
  flat: statement('selectNewest.flat', newest('flat'), row),
  collapsed: statement('selectNewest.collapsed', newest('collapsed'), row),
  extended: statement('selectNewest.extended', newest('extended'), row),
};

/** What is skipped is walked for the place of the first row alone: an OFFSET in the list itself would count as a tenth of the channel, too. */
function later(form: ListForm): Sql {
  const first = sql`(SELECT p.createat, p.id FROM posts p WHERE ${live(form)} ORDER BY ${newestFirst} OFFSET :skip::int - 1 LIMIT 1)`;
  return pageOf(
    form,
    sql`
    SELECT CASE row_number() OVER (ORDER BY ${newestFirst}) WHEN 1 THEN 'newer' WHEN ${limit} + 2 THEN 'older' ELSE 'list' END AS part, ${storedColumns}
      FROM (SELECT ${storedColumns}
              FROM (SELECT ${storedColumns} FROM posts p WHERE ${live(form)} AND (p.createat, p.id) <= ${first}
                     ORDER BY ${newestFirst} LIMIT ${longestPage.withBoth}) p
             ORDER BY ${newestFirst} LIMIT ${limit} + 2) p`,
  );
}

/** After `skip` posts, 1 or more. One more row at each end tells the neighbours. */
export const selectPage = {
  flat: statement('selectPage.flat', later('flat'), row),
  collapsed: statement('selectPage.collapsed', later('collapsed'), row),
  extended: statement('selectPage.extended', later('extended'), row),
};

/** A scalar, so that the index finds the place; joined, it would cost a sort of the whole channel. */
const anchor = sql`((SELECT a.createat FROM posts a WHERE a.id = :anchor::text AND a.channelid = :channel_id), :anchor)`;

const before = (form: ListForm): Sql =>
  pageOf(
    form,
    sql`
    (SELECT 'newer' AS part, ${storedColumns} FROM posts p WHERE p.id = :anchor)
    UNION ALL
    (${nearest('older', sql`FROM posts p WHERE ${live(form)} AND (p.createat, p.id) < ${anchor}`, limit)})`,
  );

/** Those before the anchor, which is the newer neighbour itself. */
export const selectBefore = {
  flat: statement('selectBefore.flat', before('flat'), row),
  collapsed: statement('selectBefore.collapsed', before('collapsed'), row),
  extended: statement('selectBefore.extended', before('extended'), row),
};

const after = (form: ListForm): Sql =>
  pageOf(
    form,
    sql`
    (SELECT 'older' AS part, ${storedColumns} FROM posts p WHERE p.id = :anchor)
    UNION ALL
    (${nearest('newer', sql`FROM posts p WHERE ${live(form)} AND (p.createat, p.id) > ${anchor}`, limit)})`,
  );

/** Those after the anchor, which is the older neighbour itself. */
export const selectAfter = {
  flat: statement('selectAfter.flat', after('flat'), row),
  collapsed: statement('selectAfter.collapsed', after('collapsed'), row),
  extended: statement('selectAfter.extended', after('extended'), row),
};

const nthBefore = (form: ListForm): Sql => sql`
    SELECT p.id FROM posts p WHERE ${live(form)} AND (p.createat, p.id) < ${anchor}
     ORDER BY ${newestFirst} OFFSET :count::int - 1 LIMIT 1`;

const nthAfter = (form: ListForm): Sql => sql`
    SELECT p.id FROM posts p WHERE ${live(form)} AND (p.createat, p.id) > ${anchor}
     ORDER BY ${oldestFirst} OFFSET :count::int - 1 LIMIT 1`;

/** The id of the post that many posts before the anchor: where a later page begins. */
export const selectNthBefore = {
  flat: statement('selectNthBefore.flat', nthBefore('flat')),
  collapsed: statement('selectNthBefore.collapsed', nthBefore('collapsed')),
};

/** The same after it. */
export const selectNthAfter = {
  flat: statement('selectNthAfter.flat', nthAfter('flat')),
  collapsed: statement('selectNthAfter.collapsed', nthAfter('collapsed')),
};

const readUpTo = sql`(SELECT coalesce(max(m.lastviewedat), 0) FROM channelmembers m WHERE m.channelid = :channel_id AND m.userid = :reader)`;

const aroundUnread = (form: ListForm): Sql =>
  pageOf(
    form,
    sql`
    (${nearest('older', sql`FROM posts p WHERE ${live(form)} AND p.createat <= ${readUpTo}`, sql`:before::int`)})
    UNION ALL
    (SELECT CASE WHEN p.part = 'list' AND ${readUpTo} > 0 THEN 'unread' ELSE p.part END, ${storedColumns}
       FROM (${nearest('newer', sql`FROM posts p WHERE ${live(form)} AND p.createat > ${readUpTo}`, sql`:after::int`)}) p)`,
  );

/** Posts round the reader's marker: so many read ones before it, and so many unread ones after it. */
export const selectAroundUnread = {
  flat: statement('selectAroundUnread.flat', aroundUnread('flat'), row),
  collapsed: statement('selectAroundUnread.collapsed', aroundUnread('collapsed'), row),
  extended: statement('selectAroundUnread.extended', aroundUnread('extended'), row),
};

const changedSince = (form: ListForm): Sql =>
  pageOf(
    form,
    sql`
    SELECT 'list' AS part, ${storedColumns} FROM (
      SELECT ${storedColumns} FROM posts p
       WHERE p.channelid = ${hiddenChannel} AND p.updateat > :since
         ${form === 'flat' ? sql`` : sql`AND p.rootid = ''`}
       ORDER BY p.updateat DESC, p.id DESC LIMIT 1000) p LIMIT ${limit}`,
  );

/** Everything that changed after a time (ms), deleted posts and earlier versions included; the newest, at most 1000. */
export const selectSince = {
  flat: statement('selectSince.flat', changedSince('flat'), row),
  collapsed: statement('selectSince.collapsed', changedSince('collapsed'), row),
  extended: statement('selectSince.extended', changedSince('extended'), row),
};

/** Pinned posts of a channel, newest first. */
export const selectPinned = statement(
  'selectPinned',
  decorated(
    'flat',
    sql`SELECT 'list' AS part, ${storedColumns} FROM posts p WHERE p.channelid = ${hiddenChannel} AND p.ispinned AND p.deleteat = 0 AND coalesce(p.originalid, '') = ''`,
  ),
  row,
);

/** Saved by a person, of a team and a channel ('' for any). Newest first. */
export const selectFlagged = statement(
  'selectFlagged',
  decorated(
    'flat',
    sql`SELECT 'list' AS part, ${storedColumns} FROM (
      SELECT p.* FROM preferences f JOIN posts p ON p.id = f.name
        JOIN channels c ON c.id = p.channelid JOIN channelmembers m ON m.channelid = c.id AND m.userid = f.userid
       WHERE f.userid = :user_id AND f.category = 'flagged_post' AND f.value = 'true' AND p.deleteat = 0
         AND (:team_id = '' OR c.teamid IN (:team_id, '')) AND (:channel_id = '' OR c.id = :channel_id) AND coalesce(c.deleteat, 0) = 0
       ORDER BY p.createat DESC, p.id DESC LIMIT :limit OFFSET :offset) p`,
  ),
  row,
);

export const selectByIds = statement(
  'selectByIds',
  decorated(
    'flat',
    sql`SELECT 'list' AS part, ${storedColumns} FROM posts p WHERE p.id = ANY(:ids) AND (:with_deleted::bool OR p.deleteat = 0)`,
  ),
  row,
);

const thread = sql`
  (SELECT 'list' AS part, ${storedColumns} FROM posts p WHERE p.id = :root_id AND p.deleteat = 0)
  UNION ALL
  (SELECT CASE WHEN :limit::int > 0 AND n > :limit THEN 'older' ELSE 'list' END, ${storedColumns} FROM (
    SELECT ${storedColumns}, row_number() OVER (ORDER BY CASE WHEN :older::bool THEN -p.createat ELSE p.createat END, p.id) AS n FROM posts p
     WHERE p.rootid = :root_id AND (p.deleteat = 0 OR (:changed_after::bigint > 0 AND coalesce(p.originalid, '') = '')) AND p.updateat > :changed_after
       AND (:from::bigint = 0 OR CASE WHEN :older THEN (p.createat, p.id) < (:from, :from_post::text) ELSE (p.createat, p.id) > (:from, :from_post::text) END)
  ) p WHERE :limit = 0 OR n <= :limit + 1)`;

const threadIn = (form: ListForm): Sql => decorated(form, thread, sql`(p.id = :root_id) DESC, p.createat, p.id`);

/**
 * A root and its replies, oldest first: so many (0: all), beyond a time (ms) and the post of that time, in the direction
 * that `older` says. Only what changed after a time (ms; 0: all), deleted replies included.
 */
export const selectThread = {
  flat: statement('selectThread.flat', threadIn('flat'), row),
  collapsed: statement('selectThread.collapsed', threadIn('collapsed'), row),
  extended: statement('selectThread.extended', threadIn('extended'), row),
};

/**
 * Earlier versions of a post, newest first. Hardly any post is a version, so a plan for any post would read them all;
 * PostgreSQL sees what that costs and plans for the post at hand each time.
 */
export const selectVersions = statement(
  'selectVersions',
  decorated(
    'flat',
    sql`SELECT 'list' AS part, ${storedColumns} FROM posts p WHERE p.originalid = :post_id`,
    sql`p.editat DESC, p.updateat DESC`,
  ),
  row,
);

const roots = sql`SELECT 'list' AS part, ${storedColumns} FROM posts p WHERE p.id = ANY(:ids)`;

/** Root posts by id as a client with collapsed threads shows them, deleted ones included. */
export const selectRoots = {
  collapsed: statement('selectRoots.collapsed', decorated('collapsed', roots), row),
  extended: statement('selectRoots.extended', decorated('extended', roots), row),
};
