/** `~name` in a message links to a channel: what the post's prop `channel_mentions` says of those that it names. */
import type { ChannelFacts } from '../../../access/directory.ts';
import { mayReadChannel, membershipsOf, type Holder } from '../../../access/permission.ts';
import type { Services } from '../../../work/services.ts';
import type { Work } from '../../../work/work.ts';
import type { PostRow } from '../post-row.ts';
import { plainText } from './mention-tokens.ts';
import type { MentionText } from './mentions.ts';
import { selectChannelsOfNames } from './queries/mentions.ts';

interface LinkedChannel {
  display_name: string;
  team_name: string;
  id: string;
}

/** Names as written, in lower case, with and without the full stop or dash that may end a sentence. */
function namesIn({ message, attachments }: MentionText): Set<string> {
  const names = new Set<string>();
  for (const text of [message, ...attachments]) {
    if (!text.includes('~')) continue;
    for (const [, word = ''] of plainText(text).matchAll(/(?<![\w~])~([A-Za-z0-9][\w.-]{0,63})/g)) {
      const name = word.toLowerCase();
      names.add(name).add(name.replace(/[._-]+$/, ''));
    }
  }
  return names;
}

/** Of the team (of a direct message: the one its author looks at) and readable by the author; undefined for none. */
export async function linkedChannels(
  w: Work,
  author: Holder,
  channel: ChannelFacts,
  text: MentionText,
  currentTeamId: unknown,
): Promise<Record<string, LinkedChannel> | undefined> {
  const names = namesIn(text);
  if (names.size === 0) return undefined;
  const { directory } = w.services;
  const teamId = channel.team_id || currentTeamId;
  if (typeof teamId !== 'string') return undefined;
  const isOfTeam = channel.team_id !== '' || (await membershipsOf(directory, author.user_id)).teams.has(teamId);
  const team = isOfTeam ? await directory.teams.get(teamId) : undefined;
  if (!team) return undefined;
  const found: Record<string, LinkedChannel> = {};
  for (const { id } of await selectChannelsOfNames(w.db, { team_id: teamId, names: [...names] })) {
    const linked = await directory.channels.get(id);
    if (linked && (await mayReadChannel(directory, author, linked)))
      found[linked.name] = { display_name: linked.display_name, team_name: team.name, id };
  }
  return Object.keys(found).length > 0 ? found : undefined;
}

/** Wire: without ids, and only those that the reader may read. Entries of unknown channels are left out. */
async function readableLinks(services: Services, reader: Holder, links: unknown): Promise<Record<string, unknown>> {
  const readable: Record<string, unknown> = {};
  if (typeof links !== 'object' || links === null) return readable;
  for (const [name, link] of Object.entries(links)) {
    const { id, display_name, team_name } = (link ?? {}) as Partial<Record<string, unknown>>;
    const channel = typeof id === 'string' ? await services.directory.channels.get(id) : undefined;
    if (channel && (await mayReadChannel(services.directory, reader, channel)))
      readable[name] = { display_name, team_name };
  }
  return readable;
}

/** With links to those channels only that `reader` may read. Costs nothing for posts without links to channels. */
export async function withReadableLinks<Row extends PostRow>(
  services: Services,
  reader: Holder,
  row: Row,
): Promise<Row> {
  if (!row.props.includes('"channel_mentions"')) return row;
  // Stored props are an object by the query.
  const { channel_mentions, ...props } = JSON.parse(row.props) as Record<string, unknown>;
  const links = await readableLinks(services, reader, channel_mentions);
  const shown = Object.keys(links).length > 0 ? { ...props, channel_mentions: links } : props;
  return { ...row, props: JSON.stringify(shown) };
}
