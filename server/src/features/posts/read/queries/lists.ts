/** Lists of posts with everything that decorates them, one statement a list. */
import { hot, type HotStatement } from '../../../../platform/db/hot.ts';
import { postColumns, postFiles, storedColumns, type PostRow } from '../../post-row.ts';

/** Put together by hand: json_build_object takes three times as long, and lists of posts are the busiest read. */
const reactions = `CASE WHEN p.hasreactions THEN (
  SELECT '[' || string_agg('{"user_id":"' || r.userid || '","post_id":"' || r.postid || '","emoji_name":' || to_json(r.emojiname) ||
           ',"create_at":' || coalesce(r.createat, 0) || ',"update_at":' || coalesce(r.updateat, 0) || ',"delete_at":0,"remote_id":"' ||
           coalesce(r.remoteid, '') || '","channel_id":"' || coalesce(nullif(r.channelid, ''), p.channelid, '') || '"}', ','
           ORDER BY r.createat, r.userid, r.emojiname) || ']'
    FROM reactions r WHERE r.postid = p.id AND coalesce(r.deleteat, 0) = 0) END`;

const priority = `CASE WHEN coalesce(p.rootid, '') = '' AND coalesce(x.priority, '') <> '' THEN
  json_build_object('priority', x.priority, 'requested_ack', x.requestedack, 'persistent_notifications', x.persistentnotifications,
    'PostId', p.id, 'ChannelId', p.channelid)::text END`;

/** Who took part, as ids only or as whole people for a client that asked for them; `participants.ts` hides what settings hide. `["a", "b"]` becomes a list of objects. */
const participantIds = `CASE WHEN jsonb_typeof(t.participants) = 'array' AND t.participants <> '[]' THEN
  '[{"id":' || replace(btrim(t.participants::text, '[]'), ', ', '},{"id":') || '}]' END`;

const participantPeople = `CASE WHEN jsonb_typeof(t.participants) = 'array' THEN (SELECT json_agg(json_strip_nulls(json_build_object('id', w.id, 'create_at', coalesce(u.createat, 0), 'update_at', coalesce(u.updateat, 0),
           'delete_at', coalesce(u.deleteat, 0), 'username', coalesce(u.username, ''), 'auth_data', '', 'auth_service', '', 'email', coalesce(u.email, ''), 'nickname', coalesce(u.nickname, ''),
           'first_name', coalesce(u.firstname, ''), 'last_name', coalesce(u.lastname, ''), 'position', coalesce(u.position, ''), 'roles', coalesce(u.roles, ''),
           'props', CASE WHEN jsonb_typeof(u.props) = 'object' AND u.props <> '{}' THEN u.props END, 'locale', coalesce(u.locale, ''),
           'timezone', coalesce(u.timezone, '{}'), 'last_picture_update', nullif(u.lastpictureupdate, 0), 'remote_id', u.remoteid,
           'disable_welcome_email', false)) ORDER BY w.n)::text
  FROM jsonb_array_elements_text(t.participants) WITH ORDINALITY AS w (id, n) LEFT JOIN users u ON u.id = w.id) END`;

/** Looked up post by post: joined, the planner may read everything that the reader ever followed. */
const following = `coalesce((SELECT coalesce(m.following, false) FROM threadmemberships m WHERE m.postid = p.id AND m.userid = $1),
           CASE WHEN t.postid IS NOT NULL THEN false END)`;

export type ListForm = 'flat' | 'collapsed' | 'extended';

/** What the wire's `per_page` can ask for. */
const longestPage = 200;

const forms: readonly ListForm[] = ['flat', 'collapsed', 'extended'];

/** A row of a list: the post, and where it stands relative to what was asked for. */
export interface ListedRow extends PostRow {
  /** `list`, `unread`: in `order`; `older`, `newer`: only its id, as the neighbour beyond the list; `thread`: extra post of a thread. */
  part: 'list' | 'unread' | 'older' | 'newer' | 'thread';
}

/** Decorates the posts that `chosen` gives: their stored columns and `part`. $1 is always the reader. */
function decorated(form: ListForm, chosen: string, order = 'p.createat DESC, p.id DESC', uncounted = 'false'): string {
  const collapsed = form !== 'flat';
  return `
  SELECT p.part, ${postColumns},
         CASE WHEN ${uncounted} OR t.threaddeleteat > 0 THEN 0 ELSE coalesce(t.replycount, 0) END AS reply_count,
         ${collapsed ? 'coalesce(t.lastreplyat, 0)' : '0::bigint'} AS last_reply_at,
         ${form === 'extended' ? participantPeople : collapsed ? participantIds : 'NULL::text'} AS participants,
         ${collapsed ? following : 'NULL::bool'} AS is_following,
         ${reactions} AS reactions, ${postFiles} AS files, ${priority} AS priority, NULL::text AS acknowledgements
    FROM (${chosen}) p
    LEFT JOIN threads t ON t.postid = ${collapsed ? 'p.id' : `coalesce(nullif(p.rootid, ''), p.id)`}
    LEFT JOIN postspriority x ON x.postid = p.id
   ${collapsed ? '' : 'WHERE $1::text IS NOT NULL'}
   ORDER BY ${order}`;
}

/** In the flat view a page also carries the root and all replies of every thread it touches. */
function withThreads(form: ListForm, chosen: string): string {
  if (form !== 'flat') return chosen;
  return `
    WITH page AS MATERIALIZED (${chosen}),
    roots AS MATERIALIZED (SELECT DISTINCT coalesce(nullif(rootid, ''), id) AS id FROM page WHERE part IN ('list', 'unread') AND $2::bool)
    SELECT part, ${storedColumns} FROM page p
    UNION ALL
    SELECT 'thread', ${storedColumns} FROM roots r JOIN posts p ON p.id = r.id WHERE p.deleteat = 0 AND p.id NOT IN (SELECT id FROM page)
    UNION ALL
    SELECT 'thread', ${storedColumns} FROM roots r JOIN posts p ON p.rootid = r.id
     WHERE p.deleteat = 0 AND p.id NOT IN (SELECT id FROM page) AND p.id NOT IN (SELECT id FROM roots)`;
}

/**
 * Hides a parameter from the planner. One that sees a channel holds most posts would rather walk the posts of all
 * channels by time, which reads hundreds of thousands when that channel has been quiet lately.
 */
const hidden = (parameter: string): string => `(SELECT ${parameter}::text)`;

const live = (form: ListForm): string =>
  `p.channelid = ${hidden('$3')} AND p.deleteat = 0${form === 'flat' ? '' : ` AND p.rootid = ''`} AND $2::bool IS NOT NULL`;

type Statements = Readonly<Record<ListForm, HotStatement<ListedRow>>>;

/** Wire: whoever gets whole threads counts the replies; `reply_count` is 0 there. */
function inEachForm(chosen: (form: ListForm) => string): Statements {
  const [flat, collapsed, extended] = forms.map((form) =>
    hot<ListedRow>(
      decorated(form, withThreads(form, chosen(form)), undefined, form === 'flat' ? '$2::bool' : undefined),
    ),
  );
  if (!flat || !collapsed || !extended) throw new Error('three forms');
  return { flat, collapsed, extended };
}

/**
 * The nearest posts in one direction, and one more as the neighbour beyond them. A planner that sees only `LIMIT $5`
 * expects a tenth of the channel, and plans for that: the constant limit inside tells it that lists are short.
 */
function nearest(towards: 'older' | 'newer', posts: string, count: string): string {
  const order = towards === 'older' ? 'p.createat DESC, p.id DESC' : 'p.createat, p.id';
  return `
    SELECT CASE WHEN row_number() OVER (ORDER BY ${order}) > ${count} THEN '${towards}' ELSE 'list' END AS part, ${storedColumns}
      FROM (SELECT ${storedColumns} FROM (SELECT ${storedColumns} ${posts} ORDER BY ${order} LIMIT ${longestPage + 1}) p
             ORDER BY ${order} LIMIT ${count}::int + 1) p`;
}

/** The newest posts. $1 reader, $2 with whole threads (flat form), $3 channel, $4 not used, $5 page size. */
export const selectNewest = inEachForm((form) =>
  nearest('older', `FROM posts p WHERE ${live(form)} AND $4::int IS NOT NULL`, '$5'),
);

/**
 * $1 reader, $2 with whole threads (flat form), $3 channel, $4 posts to skip (1 or more), $5 page size. One more row at
 * each end tells the neighbours. What is skipped is walked for the place of the first row alone: an OFFSET in the list
 * itself would count as a tenth of the channel, too.
 */
export const selectPage = inEachForm((form) => {
  const order = 'p.createat DESC, p.id DESC';
  const first = `(SELECT p.createat, p.id FROM posts p WHERE ${live(form)} ORDER BY ${order} OFFSET $4::int - 1 LIMIT 1)`;
  return `
    SELECT CASE row_number() OVER (ORDER BY ${order}) WHEN 1 THEN 'newer' WHEN $5 + 2 THEN 'older' ELSE 'list' END AS part, ${storedColumns}
      FROM (SELECT ${storedColumns}
              FROM (SELECT ${storedColumns} FROM posts p WHERE ${live(form)} AND (p.createat, p.id) <= ${first}
                     ORDER BY ${order} LIMIT ${longestPage + 2}) p
             ORDER BY ${order} LIMIT $5::int + 2) p`;
});

/** A scalar, so that the index finds the place; joined, it would cost a sort of the whole channel. */
const anchor = `((SELECT a.createat FROM posts a WHERE a.id = $4::text AND a.channelid = $3), $4)`;

/** $4 anchor, $5 how many. The anchor itself is the newer neighbour. */
export const selectBefore = inEachForm(
  (form) => `
    (SELECT 'newer' AS part, ${storedColumns} FROM posts p WHERE p.id = $4)
    UNION ALL
    (${nearest('older', `FROM posts p WHERE ${live(form)} AND (p.createat, p.id) < ${anchor}`, '$5')})`,
);

/** $4 anchor, $5 how many. The anchor itself is the older neighbour. */
export const selectAfter = inEachForm(
  (form) => `
    (SELECT 'older' AS part, ${storedColumns} FROM posts p WHERE p.id = $4)
    UNION ALL
    (${nearest('newer', `FROM posts p WHERE ${live(form)} AND (p.createat, p.id) > ${anchor}`, '$5')})`,
);

/** The id of the post that many posts ($5) before or after the anchor $4: where a later page begins. */
const nth = (towards: 'older' | 'newer', form: ListForm): HotStatement<{ id: string }> => {
  const [beyond, order] = towards === 'older' ? ['<', 'p.createat DESC, p.id DESC'] : ['>', 'p.createat, p.id'];
  return hot(`
    SELECT p.id FROM posts p WHERE ${live(form)} AND $1::text IS NOT NULL AND (p.createat, p.id) ${beyond} ${anchor}
     ORDER BY ${order} OFFSET $5::int - 1 LIMIT 1`);
};

/** $1 and $2 are not used, $3 channel, $4 anchor, $5 how many before or after it. */
export const selectNthBefore = { flat: nth('older', 'flat'), collapsed: nth('older', 'collapsed') };
export const selectNthAfter = { flat: nth('newer', 'flat'), collapsed: nth('newer', 'collapsed') };

const readUpTo = `(SELECT coalesce(max(m.lastviewedat), 0) FROM channelmembers m WHERE m.channelid = $3 AND m.userid = $1)`;

/** Read and unread posts round the reader's marker. $4 how many read ones, $5 how many unread ones. */
export const selectAroundUnread = inEachForm(
  (form) => `
    (${nearest('older', `FROM posts p WHERE ${live(form)} AND p.createat <= ${readUpTo}`, '$4')})
    UNION ALL
    (SELECT CASE WHEN p.part = 'list' AND ${readUpTo} > 0 THEN 'unread' ELSE p.part END, ${storedColumns}
       FROM (${nearest('newer', `FROM posts p WHERE ${live(form)} AND p.createat > ${readUpTo}`, '$5')}) p)`,
);

/** Everything that changed after $4 (ms), deleted posts and earlier versions included; the newest $5, at most 1000. */
export const selectSince = inEachForm(
  (form) => `
    SELECT 'list' AS part, ${storedColumns} FROM (
      SELECT ${storedColumns} FROM posts p
       WHERE p.channelid = ${hidden('$3')} AND p.updateat > $4 AND $2::bool IS NOT NULL
         ${form === 'flat' ? '' : `AND p.rootid = ''`}
       ORDER BY p.updateat DESC, p.id DESC LIMIT 1000) p LIMIT $5::int`,
);

/** Pinned posts of channel $3, newest first. $4 and $5 are not used. */
export const selectPinned = hot<ListedRow>(
  decorated(
    'flat',
    `SELECT 'list' AS part, ${storedColumns} FROM posts p WHERE p.channelid = ${hidden('$2')} AND p.ispinned AND p.deleteat = 0 AND coalesce(p.originalid, '') = ''`,
  ),
);

/** Saved by $2, of team $3 and channel $4 ('' for any); $5 limit, $6 offset. Newest first. */
export const selectFlagged = hot<ListedRow>(
  decorated(
    'flat',
    `SELECT 'list' AS part, ${storedColumns} FROM (
      SELECT p.* FROM preferences f JOIN posts p ON p.id = f.name
        JOIN channels c ON c.id = p.channelid JOIN channelmembers m ON m.channelid = c.id AND m.userid = f.userid
       WHERE f.userid = $2 AND f.category = 'flagged_post' AND f.value = 'true' AND p.deleteat = 0
         AND ($3 = '' OR c.teamid IN ($3, '')) AND ($4 = '' OR c.id = $4) AND coalesce(c.deleteat, 0) = 0
       ORDER BY p.createat DESC, p.id DESC LIMIT $5 OFFSET $6) p`,
  ),
);

/** Posts by id ($2), deleted ones as well when $3. */
export const selectByIds = hot<ListedRow>(
  decorated(
    'flat',
    `SELECT 'list' AS part, ${storedColumns} FROM posts p WHERE p.id = ANY($2) AND ($3::bool OR p.deleteat = 0)`,
  ),
);

/**
 * A thread: root $2 and its replies, oldest first; $3 limit (0: all), beyond (createat, id) ($4, $5); $6 true: towards older.
 * $7 only what changed after that time (ms; 0: all), deleted replies included.
 */
const thread = `
  (SELECT 'list' AS part, ${storedColumns} FROM posts p WHERE p.id = $2 AND p.deleteat = 0)
  UNION ALL
  (SELECT CASE WHEN $3::int > 0 AND n > $3 THEN 'older' ELSE 'list' END, ${storedColumns} FROM (
    SELECT ${storedColumns}, row_number() OVER (ORDER BY CASE WHEN $6::bool THEN -p.createat ELSE p.createat END, p.id) AS n FROM posts p
     WHERE p.rootid = $2 AND (p.deleteat = 0 OR ($7::bigint > 0 AND coalesce(p.originalid, '') = '')) AND p.updateat > $7
       AND ($4::bigint = 0 OR CASE WHEN $6 THEN (p.createat, p.id) < ($4, $5::text) ELSE (p.createat, p.id) > ($4, $5::text) END)
  ) p WHERE $3 = 0 OR n <= $3 + 1)`;

const threadOrder = `(p.id = $2) DESC, p.createat, p.id`;

export const selectThread: Readonly<Record<ListForm, HotStatement<ListedRow>>> = {
  flat: hot(decorated('flat', thread, threadOrder)),
  collapsed: hot(decorated('collapsed', thread, threadOrder)),
  extended: hot(decorated('extended', thread, threadOrder)),
};

/**
 * Earlier versions of a post, newest first. $1 reader (the author), $2 post. Hardly any post is a version, so a plan
 * for any post would read them all; PostgreSQL sees what that costs and plans for the post at hand each time.
 */
export const selectVersions = hot<ListedRow>(
  decorated(
    'flat',
    `SELECT 'list' AS part, ${storedColumns} FROM posts p WHERE p.originalid = $2`,
    'p.editat DESC, p.updateat DESC',
  ),
);

/** Root posts by id ($2) as a client with collapsed threads shows them, deleted ones included. */
export const selectRoots: Readonly<Record<'collapsed' | 'extended', HotStatement<ListedRow>>> = {
  collapsed: hot(decorated('collapsed', `SELECT 'list' AS part, ${storedColumns} FROM posts p WHERE p.id = ANY($2)`)),
  extended: hot(decorated('extended', `SELECT 'list' AS part, ${storedColumns} FROM posts p WHERE p.id = ANY($2)`)),
};
