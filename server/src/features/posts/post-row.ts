/**
 * A post as a statement gives it, and its JSON for the wire. JSON columns arrive as text and are spliced in as they
 * are: parsing and writing them again is most of what opening a channel would cost otherwise.
 */
import type { Post } from '@innermost/protocol/posts.ts';
import { sql } from '../../platform/db/statement.ts';
import { fileJson } from '../files/index.ts';
import { withSystemPicture } from './text/emoji-picture.ts';
import type { EmojiByName } from '../../access/custom-emoji.ts';
import { addressesOf, hasAttachments } from './links/addresses.ts';
import type { ShownLinks } from './links/shown.ts';
import { shownEmojiJson } from './text/shown-emoji.ts';
import { isSystemType } from './post-types.ts';

/** What a row has otherwise than the wire, or not at all. */
type Otherwise =
  | 'props'
  | 'message_source'
  | 'file_ids'
  | 'pending_post_id'
  | 'participants'
  | 'is_following'
  | 'metadata';

/** `last_reply_at` is 0 unless fetched with collapsed threads. */
export interface PostRow extends Required<Omit<Post, Otherwise>> {
  /** JSON text of an object. */
  props: string;
  /** JSON text of an array of ids; '' counts as none. */
  file_ids: string;
  /** JSON text of an array of `{ id }` or whole users; null unless fetched with collapsed threads. */
  participants: string | null;
  is_following: boolean | null;
  /** JSON texts of arrays (priority: an object), null when there is none. */
  reactions: string | null;
  files: string | null;
  priority: string | null;
  acknowledgements: string | null;
  /** What is shown of its links; undefined where nobody looked. */
  links?: ShownLinks;
}

/** The columns of `posts p` that every read needs, as they are stored: for queries within queries. */
export const storedColumns = sql`p.id, p.createat, p.updateat, p.editat, p.deleteat, p.ispinned, p.userid, p.channelid, p.rootid, p.originalid, p.message,
  p.type, p.props, p.hashtags, p.fileids, p.hasreactions, p.remoteid`;

/** The same, aliased to the wire's names. */
export const postColumns = sql`p.id, coalesce(p.createat, 0) AS create_at, coalesce(p.updateat, 0) AS update_at, coalesce(p.editat, 0) AS edit_at,
  coalesce(p.deleteat, 0) AS delete_at, coalesce(p.ispinned, false) AS is_pinned, coalesce(p.userid, '') AS user_id,
  coalesce(p.channelid, '') AS channel_id, coalesce(p.rootid, '') AS root_id, coalesce(p.originalid, '') AS original_id,
  coalesce(p.message, '') AS message, coalesce(p.type, '') AS type,
  CASE WHEN jsonb_typeof(p.props) = 'object' THEN p.props::text ELSE '{}' END AS props,
  coalesce(p.hashtags, '') AS hashtags, coalesce(p.fileids, '') AS file_ids, coalesce(p.hasreactions, false) AS has_reactions,
  coalesce(p.remoteid, '') AS remote_id`;

/** Of `posts p`: JSON text of its files in their order; of an earlier version those that it had. */
export const postFiles = sql`CASE WHEN coalesce(p.fileids, '') NOT IN ('', '[]') THEN (
  SELECT '[' || string_agg(${fileJson}, ',' ORDER BY strpos(p.fileids, f.id)) || ']'
    FROM fileinfo f
   WHERE f.postid = coalesce(nullif(p.originalid, ''), p.id) AND strpos(p.fileids, f.id) > 0
     AND (coalesce(f.deleteat, 0) = 0 OR coalesce(p.originalid, '') <> '')) END`;

const quote = JSON.stringify;

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const listIn = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);

const withoutSecret = (action: unknown): unknown =>
  isFields(action)
    ? Object.fromEntries(Object.entries(action).filter(([name]) => name.toLowerCase() !== 'integration'))
    : action;

/** Wire: the `integration` of an action holds its secret address and is never sent to a client. */
function withoutIntegrations(props: Fields): Fields {
  const { attachments, ...rest } = props;
  if (!Array.isArray(attachments)) return props;
  const visible = listIn(attachments).map((one) =>
    isFields(one) && 'actions' in one ? { ...one, actions: listIn(one['actions']).map(withoutSecret) } : one,
  );
  return { ...rest, attachments: visible };
}

function visibleProps(props: string): string {
  const hasSecrets = /"integration"/i.test(props);
  // Adopted posts have the emoji without its picture.
  const lacksPicture = props.includes('"override_icon_emoji"') && !props.includes('"override_icon_url"');
  if (!hasSecrets && !lacksPicture) return props;
  // Stored props are an object by the query.
  const stored = JSON.parse(props) as Fields;
  const visible = hasSecrets ? withoutIntegrations(stored) : stored;
  return quote(lacksPicture ? withSystemPicture(visible) : visible);
}

/** Wire: attachments, or else the first link of the message; what lies behind it is not told. */
function plainLinks(row: PostRow): ShownLinks {
  if (hasAttachments(row.props)) return { embeds: '[{"type":"message_attachment"}]', images: '' };
  const link = addressesOf(row)?.link;
  return { embeds: link === undefined ? '' : `[{"type":"link","url":${quote(link)}}]`, images: '' };
}

/** Wire: '' on what people and bots write; left out on what the server itself or a webhook writes. */
function remoteIdJson({ remote_id, type, props }: PostRow): string {
  if (remote_id === '' && (isSystemType(type) || props.includes('"from_webhook"'))) return '';
  return `"remote_id":${quote(remote_id)},`;
}

function metadataJson(row: PostRow, emoji: EmojiByName): string {
  const parts: string[] = [];
  const { embeds, images } = row.links ?? plainLinks(row);
  if (embeds !== '') parts.push(`"embeds":${embeds}`);
  const shown = shownEmojiJson(row, emoji);
  if (shown !== '') parts.push(`"emojis":${shown}`);
  if (row.files) parts.push(`"files":${row.files}`);
  if (images !== '') parts.push(`"images":${images}`);
  if (row.reactions) parts.push(`"reactions":${row.reactions}`);
  if (row.priority) parts.push(`"priority":${row.priority}`);
  if (row.acknowledgements) parts.push(`"acknowledgements":${row.acknowledgements}`);
  return parts.length === 0 ? '{}' : `{${parts.join(',')}}`;
}

/** The post as JSON text; `emoji` are those of this server. A deleted post keeps its fields but shows neither message nor metadata. */
export function postJson(row: PostRow, emoji: EmojiByName, pendingPostId = ''): string {
  const deleted = row.delete_at > 0 && row.original_id === '';
  const message = deleted ? '' : (row.links?.message ?? row.message);
  return (
    `{"id":"${row.id}","create_at":${row.create_at},"update_at":${row.update_at},"edit_at":${row.edit_at},"delete_at":${row.delete_at},` +
    `"is_pinned":${row.is_pinned},"user_id":${quote(row.user_id)},"channel_id":${quote(row.channel_id)},"root_id":${quote(row.root_id)},` +
    `"original_id":${quote(row.original_id)},"message":${quote(message)},"type":${quote(row.type)},` +
    `"props":${visibleProps(row.props)},"hashtags":${quote(row.hashtags)},"file_ids":${row.file_ids === '' ? '[]' : row.file_ids},` +
    `"pending_post_id":${quote(pendingPostId)},` +
    (row.has_reactions ? '"has_reactions":true,' : '') +
    remoteIdJson(row) +
    (deleted || message === row.message ? '' : `"message_source":${quote(row.message)},`) +
    `"reply_count":${row.reply_count},"last_reply_at":${row.last_reply_at},"participants":${row.participants ?? 'null'},` +
    (row.is_following === null ? '' : `"is_following":${row.is_following},`) +
    `"metadata":${deleted ? '{}' : metadataJson(row, emoji)}}`
  );
}
