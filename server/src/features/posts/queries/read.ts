/** Lists of posts with everything that decorates them, one statement a list. */
import { hot, type HotStatement } from '../../../platform/db/hot.ts';
import { postColumns, type PostRow } from '../post-row.ts';

const reactions = `CASE WHEN p.hasreactions THEN (
  SELECT json_agg(json_build_object('user_id', r.userid, 'post_id', r.postid, 'emoji_name', r.emojiname, 'create_at', coalesce(r.createat, 0),
           'update_at', coalesce(r.updateat, 0), 'delete_at', 0, 'remote_id', coalesce(r.remoteid, ''), 'channel_id', coalesce(nullif(r.channelid, ''), p.channelid))
           ORDER BY r.createat, r.userid, r.emojiname)::text
    FROM reactions r WHERE r.postid = p.id AND coalesce(r.deleteat, 0) = 0) END`;

const files = `CASE WHEN coalesce(p.fileids, '') NOT IN ('', '[]') THEN (
  SELECT json_agg(json_strip_nulls(json_build_object('id', f.id, 'user_id', f.creatorid, 'post_id', f.postid, 'channel_id', coalesce(f.channelid, p.channelid),
           'create_at', coalesce(f.createat, 0), 'update_at', coalesce(f.updateat, 0), 'delete_at', coalesce(f.deleteat, 0), 'name', coalesce(f.name, ''),
           'extension', coalesce(f.extension, ''), 'size', coalesce(f.size, 0), 'mime_type', coalesce(f.mimetype, ''), 'width', nullif(f.width, 0),
           'height', nullif(f.height, 0), 'has_preview_image', nullif(f.haspreviewimage, false), 'mini_preview', encode(f.minipreview, 'base64'),
           'archived', coalesce(f.archived, false))) ORDER BY strpos(p.fileids, f.id))::text
    FROM fileinfo f WHERE f.postid = p.id AND coalesce(f.deleteat, 0) = 0) END`;

const priority = `CASE WHEN coalesce(p.rootid, '') = '' THEN (
  SELECT json_build_object('priority', x.priority, 'requested_ack', x.requestedack, 'persistent_notifications', x.persistentnotifications)::text
    FROM postspriority x WHERE x.postid = p.id AND coalesce(x.priority, '') <> '') END`;

/** Who took part, as ids only or as whole people for a client that asked for them. */
const participantIds = `(SELECT json_agg(json_build_object('id', w.id) ORDER BY w.n)::text
  FROM jsonb_array_elements_text(CASE WHEN jsonb_typeof(t.participants) = 'array' THEN t.participants ELSE '[]' END) WITH ORDINALITY AS w (id, n))`;

const participantPeople = `(SELECT json_agg(json_build_object('id', w.id, 'create_at', coalesce(u.createat, 0), 'update_at', coalesce(u.updateat, 0),
           'delete_at', coalesce(u.deleteat, 0), 'username', coalesce(u.username, ''), 'auth_service', '', 'email', '', 'nickname', coalesce(u.nickname, ''),
           'first_name', coalesce(u.firstname, ''), 'last_name', coalesce(u.lastname, ''), 'position', coalesce(u.position, ''), 'roles', coalesce(u.roles, ''),
           'locale', coalesce(u.locale, ''), 'last_picture_update', coalesce(u.lastpictureupdate, 0), 'disable_welcome_email', false) ORDER BY w.n)::text
  FROM jsonb_array_elements_text(CASE WHEN jsonb_typeof(t.participants) = 'array' THEN t.participants ELSE '[]' END) WITH ORDINALITY AS w (id, n)
  LEFT JOIN users u ON u.id = w.id)`;

export type ListForm = 'flat' | 'collapsed' | 'extended';

const forms: readonly ListForm[] = ['flat', 'collapsed', 'extended'];

/** A row of a list: the post, and where it stands relative to what was asked for. */
export interface ListedRow extends PostRow {
  /** `list`: in `order`; `older`, `newer`: only its id, as the neighbour beyond the list; `thread`: extra post of a thread. */
  part: 'list' | 'older' | 'newer' | 'thread';
}

/** Decorates the posts that `chosen (id, part)` names. $1 is always the reader. */
function decorated(form: ListForm, chosen: string): string {
  const collapsed = form !== 'flat';
  return `
  WITH chosen AS (${chosen})
  SELECT k.part, ${postColumns},
         CASE WHEN t.threaddeleteat > 0 THEN 0 ELSE coalesce(t.replycount, 0) END AS reply_count,
         ${collapsed ? 'coalesce(t.lastreplyat, 0)' : '0::bigint'} AS last_reply_at,
         ${form === 'extended' ? participantPeople : collapsed ? participantIds : 'NULL::text'} AS participants,
         ${collapsed ? `CASE WHEN t.postid IS NULL AND m.postid IS NULL THEN NULL ELSE coalesce(m.following, false) END` : 'NULL::bool'} AS is_following,
         ${reactions} AS reactions, ${files} AS files, ${priority} AS priority, NULL::text AS acknowledgements
    FROM chosen k
    JOIN posts p ON p.id = k.id
    LEFT JOIN threads t ON t.postid = ${collapsed ? 'p.id' : `coalesce(nullif(p.rootid, ''), p.id)`}
    ${collapsed ? 'LEFT JOIN threadmemberships m ON m.postid = p.id AND m.userid = $1' : ''}
   ${collapsed ? '' : 'WHERE $1::text IS NOT NULL'}
   ORDER BY p.createat DESC, p.id DESC`;
}

/** In the flat view a page also carries the root and all replies of every thread it touches. */
function withThreads(form: ListForm, chosen: string): string {
  if (form !== 'flat') return chosen;
  return `
    SELECT id, part FROM (${chosen}) page
    UNION ALL
    SELECT q.id, 'thread' FROM posts q
     WHERE q.deleteat = 0 AND $2::bool
       AND (q.id IN (SELECT r.rootid FROM (${chosen}) c JOIN posts r ON r.id = c.id WHERE c.part = 'list' AND r.rootid <> '')
         OR q.rootid IN (SELECT coalesce(nullif(r.rootid, ''), r.id) FROM (${chosen}) c JOIN posts r ON r.id = c.id WHERE c.part = 'list'))
       AND q.id NOT IN (SELECT c.id FROM (${chosen}) c)`;
}

const live = (form: ListForm): string =>
  `p.channelid = $3 AND p.deleteat = 0${form === 'flat' ? '' : ` AND p.rootid = ''`}`;
const unused = `AND $2::bool IS NOT NULL`;

type Statements = Readonly<Record<ListForm, HotStatement<ListedRow>>>;

function inEachForm(chosen: (form: ListForm) => string): Statements {
  const [flat, collapsed, extended] = forms.map((form) =>
    hot<ListedRow>(decorated(form, withThreads(form, chosen(form)))),
  );
  if (!flat || !collapsed || !extended) throw new Error('three forms');
  return { flat, collapsed, extended };
}

/**
 * $1 reader, $2 with whole threads (flat form), $3 channel, $4 posts to skip, $5 page size.
 * One more row at each end tells the neighbours.
 */
export const selectPage = inEachForm(
  (form) => `
    SELECT id, CASE WHEN n <= $4 THEN 'newer' WHEN n > $4 + $5 THEN 'older' ELSE 'list' END AS part
      FROM (SELECT p.id, row_number() OVER (ORDER BY p.createat DESC, p.id DESC) + greatest($4 - 1, 0) AS n
              FROM (SELECT p.id, p.createat FROM posts p WHERE ${live(form)} ${unused}
                     ORDER BY p.createat DESC, p.id DESC OFFSET greatest($4::int - 1, 0) LIMIT $5::int + 2) p) numbered
     WHERE n <= $4 + $5 + 1`,
);

/** $4 anchor, $5 how many. The anchor itself is the newer neighbour. */
export const selectBefore = inEachForm(
  (form) => `
    (SELECT id, 'newer' AS part FROM posts p WHERE p.id = $4 ${unused})
    UNION ALL
    (SELECT id, CASE WHEN n > $5 THEN 'older' ELSE 'list' END FROM (
      SELECT p.id, row_number() OVER (ORDER BY p.createat DESC, p.id DESC) AS n FROM (
        SELECT p.id, p.createat FROM posts p, (SELECT createat, id FROM posts WHERE id = $4 AND channelid = $3) a
         WHERE ${live(form)} AND (p.createat, p.id) < (a.createat, a.id)
         ORDER BY p.createat DESC, p.id DESC LIMIT $5::int + 1) p) numbered)`,
);

/** $4 anchor, $5 how many. The anchor itself is the older neighbour. */
export const selectAfter = inEachForm(
  (form) => `
    (SELECT id, 'older' AS part FROM posts p WHERE p.id = $4 ${unused})
    UNION ALL
    (SELECT id, CASE WHEN n > $5 THEN 'newer' ELSE 'list' END FROM (
      SELECT p.id, row_number() OVER (ORDER BY p.createat, p.id) AS n FROM (
        SELECT p.id, p.createat FROM posts p, (SELECT createat, id FROM posts WHERE id = $4 AND channelid = $3) a
         WHERE ${live(form)} AND (p.createat, p.id) > (a.createat, a.id)
         ORDER BY p.createat, p.id LIMIT $5::int + 1) p) numbered)`,
);

/** Read and unread posts round the reader's marker. $4 how many read ones, $5 how many unread ones. */
export const selectAroundUnread = inEachForm(
  (form) => `
    (SELECT id, CASE WHEN n > $4 THEN 'older' ELSE 'list' END AS part FROM (
      SELECT p.id, row_number() OVER (ORDER BY p.createat DESC, p.id DESC) AS n FROM (
        SELECT p.id, p.createat FROM posts p
         WHERE ${live(form)} ${unused} AND p.createat <= (SELECT coalesce(max(m.lastviewedat), 0) FROM channelmembers m WHERE m.channelid = $3 AND m.userid = $1)
         ORDER BY p.createat DESC, p.id DESC LIMIT $4::int + 1) p) numbered)
    UNION ALL
    (SELECT id, CASE WHEN n > $5 THEN 'newer' ELSE 'list' END FROM (
      SELECT p.id, row_number() OVER (ORDER BY p.createat, p.id) AS n FROM (
        SELECT p.id, p.createat FROM posts p
         WHERE ${live(form)} AND p.createat > (SELECT coalesce(max(m.lastviewedat), 0) FROM channelmembers m WHERE m.channelid = $3 AND m.userid = $1)
         ORDER BY p.createat, p.id LIMIT $5::int + 1) p) numbered)`,
);

/** Everything that changed after $4 (ms), deleted posts included; at most 1000, the newest. $5 is not used. */
export const selectSince = inEachForm(
  (form) => `
    SELECT p.id, 'list' AS part FROM posts p
     WHERE p.channelid = $3 AND p.updateat > $4 ${unused} AND $5::int IS NOT NULL AND coalesce(p.originalid, '') = ''
       ${form === 'flat' ? '' : `AND p.rootid = ''`}
     ORDER BY p.updateat DESC, p.id DESC LIMIT 1000`,
);

/** Pinned posts of channel $3, newest first. $4 and $5 are not used. */
export const selectPinned = hot<ListedRow>(
  decorated(
    'flat',
    `SELECT p.id, 'list' AS part FROM posts p WHERE p.channelid = $2 AND p.ispinned AND p.deleteat = 0 AND coalesce(p.originalid, '') = ''`,
  ),
);

/** Posts by id ($2), deleted ones as well when $3. */
export const selectByIds = hot<ListedRow>(
  decorated('flat', `SELECT p.id, 'list' AS part FROM posts p WHERE p.id = ANY($2) AND ($3::bool OR p.deleteat = 0)`),
);

/** A thread: root $2 and its replies; $3 limit (0: all), beyond (createat, id) ($4, $5) ; $6 true: towards older. */
const thread = `
  (SELECT p.id, 'list' AS part FROM posts p WHERE p.id = $2 AND p.deleteat = 0)
  UNION ALL
  (SELECT id, CASE WHEN $3::int > 0 AND n > $3 THEN 'older' ELSE 'list' END FROM (
    SELECT p.id, row_number() OVER (ORDER BY CASE WHEN $6::bool THEN -p.createat ELSE p.createat END, p.id) AS n FROM posts p
     WHERE p.rootid = $2 AND p.deleteat = 0
       AND ($4::bigint = 0 OR CASE WHEN $6 THEN (p.createat, p.id) < ($4, $5::text) ELSE (p.createat, p.id) > ($4, $5::text) END)
  ) numbered WHERE $3 = 0 OR n <= $3 + 1)`;

export const selectThread: Readonly<Record<ListForm, HotStatement<ListedRow>>> = {
  flat: hot(decorated('flat', thread)),
  collapsed: hot(decorated('collapsed', thread)),
  extended: hot(decorated('extended', thread)),
};

/** Earlier versions of a post, newest first. $1 reader (the author), $2 post. */
export const selectVersions = hot<ListedRow>(
  decorated('flat', `SELECT p.id, 'list' AS part FROM posts p WHERE p.originalid = $2`).replace(
    'ORDER BY p.createat DESC, p.id DESC',
    'ORDER BY p.editat DESC, p.updateat DESC',
  ),
);

/** Root posts by id ($2) as a client with collapsed threads shows them, deleted ones included. */
export const selectRoots: Readonly<Record<'collapsed' | 'extended', HotStatement<ListedRow>>> = {
  collapsed: hot(decorated('collapsed', `SELECT p.id, 'list' AS part FROM posts p WHERE p.id = ANY($2)`)),
  extended: hot(decorated('extended', `SELECT p.id, 'list' AS part FROM posts p WHERE p.id = ANY($2)`)),
};
