/** One channel, and the lists that clients load at start. */
import { createHash } from 'node:crypto';
import type {
  Channel,
  getChannel,
  getChannelByName,
  getChannelByNames,
  getMyChannels,
  getMyTeamChannels,
  getPublicChannelsByIds,
  listDeletedChannels,
  listPublicChannels,
} from '@innermost/protocol/channels.ts';
import { isId, wireVersion } from '@innermost/protocol/limits.ts';
import type { InChannel } from '../../access/scopes/channel.ts';
import { teamById, type InTeam } from '../../access/scopes/team.ts';
import type { OfUser } from '../../access/scopes/user.ts';
import type { Call } from '../../endpoint/endpoint.ts';
import { notModified } from '../../endpoint/run.ts';
import { AppError, forbidden, invalidBody } from '../../platform/http/errors.ts';
import { jsonTextReply, type HttpReply } from '../../platform/http/message.ts';
import { isTrue, paging, timeOf } from '../../platform/http/paging.ts';
import { maySeeChannel, type OfUserInTeam } from './access.ts';
import { factsOf, type ChannelRow } from './channel-row.ts';
import { selectChannel, selectChannelByName, selectIdOfTeam, selectPublicByIds } from './queries/find.ts';
import { selectChannelsInTeamOf, selectChannelsOf, selectDeletedPage, selectPublicPage } from './queries/lists.ts';

export async function oneChannel({ db, granted }: Call<typeof getChannel, InChannel>): Promise<Channel> {
  const [channel] = await selectChannel(db, { id: granted.channel.id });
  if (!channel) throw new AppError('app.channel.get.existing.app_error');
  return channel;
}

type ByName = Call<typeof getChannelByName | typeof getChannelByNames>;

/** Wire: a private channel is as absent to strangers as one that never was; a public one is refused. */
async function named(call: ByName, teamId: string, name: string): Promise<Channel> {
  const { directory } = call.services;
  const [channel] = await selectChannelByName(call.db, { team_id: teamId, name: name.toLowerCase() });
  if (!channel || (channel.delete_at > 0 && !isTrue(call.query.include_deleted)))
    throw new AppError('app.channel.get_by_name.missing.app_error');
  if (!(await maySeeChannel(directory, call.session, factsOf(channel)))) {
    if (channel.type === 'O') throw forbidden('read_public_channel');
    throw new AppError('app.channel.get_by_name.missing.app_error');
  }
  return channel;
}

export async function channelByName(call: Call<typeof getChannelByName>): Promise<Channel> {
  const team = await teamById(call.services.directory, call.params.team_id);
  return named(call, team.id, call.params.channel_name);
}

export async function channelByNames(call: Call<typeof getChannelByNames>): Promise<Channel> {
  const [team] = await selectIdOfTeam(call.db, { name: call.params.team_name.toLowerCase() });
  if (!team) throw new AppError('app.team.get_by_name.missing.app_error');
  return named(call, team.id, call.params.channel_name);
}

/** The ETag is of the content itself: whatever changes in the list changes it. */
function list(call: { matches(etag: string): boolean }, channels: readonly ChannelRow[]): HttpReply {
  const json = JSON.stringify(channels);
  const etag = createHash('sha256').update(json).digest('base64url').slice(0, 22);
  return call.matches(`${wireVersion}.${channels.length}.${etag}`) ? notModified() : jsonTextReply(json);
}

type ListQuery = Call<typeof getMyChannels>['query'];

/** Wire: these lists are not paged, so a second page is empty; a client that asks until then must come to an end. */
const isSecondPage = ({ page }: ListQuery): boolean => page !== undefined && /^[1-9]\d*$/.test(page);

const deletedToo = (query: ListQuery) => ({
  with_deleted: isTrue(query.include_deleted),
  deleted_since: timeOf('last_delete_at', query.last_delete_at),
});

/** Over all teams, direct and group channels included. One round trip. */
export async function channelsOfUser(call: Call<typeof getMyChannels, OfUser>): Promise<HttpReply> {
  if (isSecondPage(call.query)) return jsonTextReply('[]');
  return list(call, await selectChannelsOf(call.db, { user_id: call.granted.user_id, ...deletedToo(call.query) }));
}

/** Of one team, direct and group channels included. One round trip. */
export async function channelsOfUserInTeam(call: Call<typeof getMyTeamChannels, OfUserInTeam>): Promise<HttpReply> {
  if (isSecondPage(call.query)) return jsonTextReply('[]');
  const { user_id, team } = call.granted;
  const wanted = { user_id, team_id: team.id, ...deletedToo(call.query) };
  return list(call, await selectChannelsInTeamOf(call.db, wanted));
}

export function publicChannels({ db, granted, query }: Call<typeof listPublicChannels, InTeam>): Promise<Channel[]> {
  const { per_page, offset } = paging(query);
  return selectPublicPage(db, { team_id: granted.team.id, limit: per_page, offset });
}

export function deletedChannels(call: Call<typeof listDeletedChannels, InTeam>): Promise<Channel[]> {
  const { per_page, offset } = paging(call.query);
  return selectDeletedPage(call.db, {
    team_id: call.granted.team.id,
    limit: per_page,
    offset,
    user_id: call.session.user_id,
  });
}

/** Those of the ids that are public channels of the team. */
export async function publicChannelsByIds(call: Call<typeof getPublicChannelsByIds, InTeam>): Promise<Channel[]> {
  const { db, body, granted } = call;
  if (body.length === 0 || !body.every(isId)) throw invalidBody('channel_ids');
  const found = await selectPublicByIds(db, { team_id: granted.team.id, ids: body });
  if (found.length === 0) throw new AppError('app.channel.get.existing.app_error');
  return found;
}
