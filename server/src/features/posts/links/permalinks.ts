/**
 * A message whose first link leads to a message of this server shows that one, to those who may read it. The prop
 * `previewed_post` says which; the author could read it when they wrote. Messages without it cost nothing.
 */
import type { ChannelFacts } from '../../../access/directory.ts';
import { mayReadChannel, type Holder } from '../../../access/permission.ts';
import type { Services } from '../../../work/services.ts';
import type { Work } from '../../../work/work.ts';
import { postJson, type PostRow } from '../post-row.ts';
import { selectByIds, type ListedRow } from '../read/queries/lists.ts';
import { addressesOf } from './addresses.ts';
import { withLinks } from './reading.ts';
import { linkRules, permalinkIn } from './rules.ts';

export type Reading = Pick<Work, 'db' | 'services'>;

/** A message as another one shows it. */
export interface Previewed {
  readonly id: string;
  readonly channel: ChannelFacts;
  /** JSON text of `metadata.embeds`. */
  readonly embeds: string;
}

const mark = '"previewed_post"';

/** Without what it tells of a third message and of channels: for what is the same for every reader. */
export function withoutOthers<Row extends PostRow>(row: Row): Row {
  if (!row.props.includes(mark) && !row.props.includes('"channel_mentions"')) return row;
  // Stored props are an object by the query.
  const { previewed_post: _, channel_mentions: __, ...props } = JSON.parse(row.props) as Record<string, unknown>;
  return { ...row, props: JSON.stringify(props) };
}

async function previewedAs(w: Reading, row: ListedRow): Promise<Previewed | undefined> {
  const { directory } = w.services;
  const channel = await directory.channels.get(row.channel_id);
  if (!channel) return undefined;
  const team = channel.team_id === '' ? undefined : await directory.teams.get(channel.team_id);
  const data =
    `{"post_id":"${row.id}","team_name":${JSON.stringify(team?.name ?? '')},"channel_display_name":${JSON.stringify(channel.display_name)},` +
    `"channel_type":"${channel.type}","channel_id":"${channel.id}","post":${postJson(row, directory.emoji)}}`;
  return { id: row.id, channel, embeds: `[{"type":"permalink","data":${data}}]` };
}

/** By id, one statement for all; those that are gone are left out. */
async function previewedPosts(w: Reading, ids: readonly string[]): Promise<Map<string, Previewed>> {
  const rows = await selectByIds(w.db, { ids, with_deleted: false });
  // Wire: a preview shows no preview of its own.
  const found = new Map<string, Previewed>();
  for (const row of await withLinks(w, rows.map(withoutOthers))) {
    const previewed = await previewedAs(w, row);
    if (previewed) found.set(row.id, previewed);
  }
  return found;
}

interface Writing {
  readonly message: string;
  /** JSON text of an object. */
  readonly props: string;
}

/** What a message that is being written will show of another one; undefined for nothing, which most do. */
export async function linkedPost(w: Work, author: Holder, post: Writing): Promise<Previewed | undefined> {
  if (!post.message.includes('/pl/')) return undefined;
  const rules = linkRules(w.config);
  const link = addressesOf(post)?.link;
  const id = link === undefined || !rules.showsPermalinks ? undefined : permalinkIn(rules, link);
  if (id === undefined) return undefined;
  const previewed = (await previewedPosts(w, [id])).get(id);
  return previewed && (await mayReadChannel(w.services.directory, author, previewed.channel)) ? previewed : undefined;
}

/** Without the prop, and so without what it stands for. */
function withoutPreview<Row extends PostRow>(row: Row): Row {
  const { previewed_post: _, ...props } = JSON.parse(row.props) as Record<string, unknown>;
  return { ...row, props: JSON.stringify(props) };
}

function previewedId({ props }: PostRow): string | undefined {
  const { previewed_post } = JSON.parse(props) as Record<string, unknown>;
  return typeof previewed_post === 'string' ? previewed_post : undefined;
}

export const withEmbeds = <Row extends PostRow>(row: Row, embeds: string): Row => ({
  ...row,
  links: { images: '', ...row.links, embeds },
});

/** What messages show of other ones, by id: one statement, and none where none does. */
export type LinkedPosts = ReadonlyMap<string, Previewed>;

export async function linkedPostsOf(w: Reading, rows: readonly PostRow[]): Promise<LinkedPosts> {
  if (!linkRules(w.services.config.current()).showsPermalinks) return new Map();
  const ids = rows.flatMap((row) => (row.props.includes(mark) ? (previewedId(row) ?? []) : []));
  return ids.length === 0 ? new Map() : previewedPosts(w, [...new Set(ids)]);
}

/** With the message that it shows, where `reader` may read that; without a reader as the hub expects it, which asks for each receiver. */
export async function withLinkedPost<Row extends PostRow>(
  services: Services,
  reader: Holder | undefined,
  row: Row,
  linked: LinkedPosts,
): Promise<Row> {
  const id = row.props.includes(mark) ? previewedId(row) : undefined;
  if (id === undefined) return row;
  const previewed = linked.get(id);
  const isReadable = previewed && (!reader || (await mayReadChannel(services.directory, reader, previewed.channel)));
  return isReadable ? withEmbeds(row, previewed.embeds) : withoutPreview(row);
}
