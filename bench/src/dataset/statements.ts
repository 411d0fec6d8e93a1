/**
 * The data set as SQL over generate_series: made inside the database, many thousand rows a statement, and the same
 * for the same seed. Ids are the first 26 hex digits of a hash of seed, kind and number, which the wire accepts.
 */

/** SQL for the id of the `number`-th thing of a kind. */
export const idOf = (kind: string, number: string): string => `substr(md5($1 || '${kind}' || (${number})), 1, 26)`;

/** A whole number from 0 to below `range`, spread by hash over `number`. */
const spread = (salt: string, number: string, range: string): string =>
  `((('x' || substr(md5($1 || '${salt}' || (${number})), 1, 7))::bit(28)::int) % greatest((${range})::int, 1))`;

/** SQL for the number of a channel's `member`-th person; pairs stay distinct until every two people have a channel. */
const memberOf = (channel: string, member: string, users: string): string =>
  `1 + ((${channel}) * 13 + (${member}) * (1 + (${channel}) / ${users}::int)) % ${users}::int`;

const notifyProps = `'{"email":"true","push":"mention","desktop":"mention","desktop_sound":"true","mention_keys":"","channel":"true","push_status":"online","comments":"never","first_name":"false"}'::jsonb`;
const memberProps = `'{"desktop":"default","mark_unread":"all","push":"default","email":"default","ignore_channel_mentions":"default","channel_auto_follow_threads":"off"}'::jsonb`;

/** $1 seed, $2 first, $3 last, $4 time (ms) */
export const users = `
  INSERT INTO users (id, createat, updateat, deleteat, username, password, authservice, email, emailverified, nickname, firstname, lastname,
                     roles, allowmarketing, props, notifyprops, lastpasswordupdate, lastpictureupdate, failedattempts, locale, mfaactive,
                     mfasecret, position, timezone, lastlogin)
  SELECT ${idOf('user', 'n')}, $4, $4, 0, 'user' || n, '', '', 'user' || n || '@example.com', true, '', 'First' || n, 'Last' || n,
         CASE WHEN n = 1 THEN 'system_admin system_user' ELSE 'system_user' END, false, '{}', ${notifyProps}, $4, 0, 0, 'en', false,
         '', '', '{"useAutomaticTimezone":"true","automaticTimezone":"","manualTimezone":""}', $4
    FROM generate_series($2::int, $3::int) n`;

/** A session for each user, so that load needs no passwords: its token is the id of kind `token`. $4 time, $5 expiry (ms) */
export const sessions = `
  INSERT INTO sessions (id, token, createat, expiresat, lastactivityat, userid, deviceid, roles, isoauth, props, expirednotify)
  SELECT ${idOf('session', 'n')}, ${idOf('token', 'n')}, $4, $5, $4, ${idOf('user', 'n')}, '',
         CASE WHEN n = 1 THEN 'system_admin system_user' ELSE 'system_user' END, false, '{"csrf":"bench"}', false
    FROM generate_series($2::int, $3::int) n`;

/** $4 time */
export const teams = `
  INSERT INTO teams (id, createat, updateat, deleteat, displayname, name, description, email, type, companyname, alloweddomains, inviteid,
                     allowopeninvite, lastteamiconupdate, groupconstrained)
  SELECT ${idOf('team', 'n')}, $4, $4, 0, 'Team ' || n, 'team' || n, '', '', 'O', '', '', ${idOf('invite', 'n')}, true, 0, false
    FROM generate_series($2::int, $3::int) n`;

/** $4 time, $5 teams. Each user is in one team. */
export const teamMembers = `
  INSERT INTO teammembers (teamid, userid, roles, deleteat, schemeuser, schemeadmin, schemeguest, createat)
  SELECT ${idOf('team', '1 + n % $5::int')}, ${idOf('user', 'n')}, '', 0, true, n = 1, false, $4 FROM generate_series($2::int, $3::int) n`;

/** $4 time, $5 teams, $6 and $7 and $8: numbers up to which channels are public, private, group; the rest are direct. */
export const channels = `
  INSERT INTO channels (id, createat, updateat, deleteat, teamid, type, displayname, name, header, purpose, lastpostat, totalmsgcount,
                        extraupdateat, creatorid, totalmsgcountroot, lastrootpostat)
  SELECT ${idOf('channel', 'n')}, $4, $4, 0, CASE WHEN n <= $7::int THEN ${idOf('team', '1 + n % $5::int')} ELSE '' END,
         (CASE WHEN n <= $6::int THEN 'O' WHEN n <= $7 THEN 'P' WHEN n <= $8::int THEN 'G' ELSE 'D' END)::channel_type,
         'Channel ' || n, CASE WHEN n <= $8 THEN 'channel' || n
           ELSE least(${idOf('user', memberOf('n', '1', '$9'))}, ${idOf('user', memberOf('n', '2', '$9'))}) || '__' ||
                greatest(${idOf('user', memberOf('n', '1', '$9'))}, ${idOf('user', memberOf('n', '2', '$9'))}) END,
         '', '', $4, 0, 0, '', 0, $4
    FROM generate_series($2::int, $3::int) n
      ON CONFLICT DO NOTHING`;

export const publicChannels = `
  INSERT INTO publicchannels (id, deleteat, teamid, displayname, name, header, purpose)
  SELECT id, deleteat, teamid, displayname, name, header, purpose FROM channels WHERE type = 'O' ON CONFLICT DO NOTHING`;

/** $2 first, $3 last channel, $4 time, $5 members of a channel, $6 users. */
export const channelMembers = `
  INSERT INTO channelmembers (channelid, userid, roles, lastviewedat, msgcount, mentioncount, notifyprops, lastupdateat, schemeuser,
                              schemeadmin, schemeguest, mentioncountroot, msgcountroot, urgentmentioncount)
  SELECT ${idOf('channel', 'n')}, ${idOf('user', memberOf('n', 'm', '$6'))}, '', 0, 0, 0, ${memberProps}, $4, true, false, false, 0, 0, 0
    FROM generate_series($2::int, $3::int) n, generate_series(1, $5::int) m
      ON CONFLICT DO NOTHING`;

const sentence = `(ARRAY['Deployment to staging completed', 'The build is green again, thanks for the quick fix', 'Can somebody look at the queue on worker three?',
  'Merged. The migration runs tonight at ten', 'Numbers are in the sheet, two of them look odd to me', 'ok', 'lunch?', 'I will take it',
  'Replication lag is back below a second on all replicas', 'See the runbook, section four, before you restart it'])`;

/**
 * $1 seed, $2 first, $3 last post, $4 time of the first post (ms), $5 channels, $6 users. 18 % are
 * replies to a post of the same channel ten to twenty posts earlier; times grow by 250 ms a post.
 */
export const posts = `
  INSERT INTO posts (id, createat, updateat, editat, deleteat, ispinned, userid, channelid, rootid, originalid, message, type, props, hashtags,
                     filenames, fileids, hasreactions)
  SELECT ${idOf('post', 'n')}, $4::bigint + n * 250, $4::bigint + n * 250, 0, 0, false,
         ${idOf('user', memberOf('1 + n % $5::int', `1 + ${spread('author', 'n', '2')}`, '$6'))}, ${idOf('channel', '1 + n % $5::int')},
         CASE WHEN n > 20 * $5 AND ${spread('reply', 'n', '100')} < 18 THEN ${idOf('post', 'n - ($5::int * (10 + (n / $5) % 10))')} ELSE '' END, '',
         ${sentence}[1 + ${spread('text', 'n', '10')}] || ' ' || n, '', '{}', '', '[]', '[]', ${spread('react', 'n', '100')} < 20
    FROM generate_series($2::int, $3::int) n`;

/** Roots that turned out to be replies themselves would be threads in threads. */
export const flattenReplies = `
  UPDATE posts p SET rootid = r.rootid FROM posts r WHERE p.rootid = r.id AND r.rootid <> ''`;

export const reactions = `
  INSERT INTO reactions (userid, postid, emojiname, createat, updateat, deleteat, remoteid, channelid)
  SELECT p.userid, p.id, e.name, p.createat, p.createat, 0, '', p.channelid
    FROM posts p, (VALUES ('+1'), ('tada'), ('eyes')) e (name) WHERE p.hasreactions
      ON CONFLICT DO NOTHING`;

export const threads = `
  INSERT INTO threads (postid, replycount, lastreplyat, participants, channelid, threadteamid, threaddeleteat)
  SELECT r.rootid, count(*), max(r.createat), jsonb_agg(DISTINCT r.userid), min(r.channelid), min(c.teamid), NULL
    FROM posts r JOIN channels c ON c.id = r.channelid WHERE r.rootid <> '' GROUP BY r.rootid ON CONFLICT DO NOTHING`;

export const threadMemberships = `
  INSERT INTO threadmemberships (postid, userid, following, lastviewed, lastupdated, unreadmentions)
  SELECT DISTINCT rootid, userid, true, createat, createat, 0 FROM (
    SELECT rootid, userid, max(createat) AS createat FROM posts WHERE rootid <> '' GROUP BY rootid, userid) w ON CONFLICT DO NOTHING`;

export const counters = `
  UPDATE channels c SET lastpostat = p.newest, totalmsgcount = p.posts, totalmsgcountroot = p.roots, lastrootpostat = p.newest_root
    FROM (SELECT channelid, max(createat) AS newest, count(*) AS posts, count(*) FILTER (WHERE rootid = '') AS roots,
                 max(createat) FILTER (WHERE rootid = '') AS newest_root FROM posts GROUP BY channelid) p
   WHERE c.id = p.channelid`;
