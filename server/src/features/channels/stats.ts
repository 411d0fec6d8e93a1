import type {
  ChannelStats,
  getChannelStats,
  getChannelTimezones,
  getMemberCounts,
} from '@innermost/protocol/channels.ts';
import { isId } from '@innermost/protocol/limits.ts';
import { when, type AccessRequest } from '../../access/can.ts';
import { channelById, type InChannel } from '../../access/scopes/channel.ts';
import type { Call } from '../../endpoint/endpoint.ts';
import { forbidden, invalidBody } from '../../platform/http/errors.ts';
import { isTrue } from '../../platform/http/paging.ts';
import { maySeeChannel } from './access.ts';
import { selectMemberCounts, selectStats, selectTimezones } from './queries/stats.ts';

export async function statsOfChannel(call: Call<typeof getChannelStats, InChannel>): Promise<ChannelStats> {
  const { id } = call.granted.channel;
  const [stats] = await selectStats(call.db, { channel_id: id, without_files: isTrue(call.query.exclude_files_count) });
  return stats ?? { channel_id: id, member_count: 0, guest_count: 0, pinnedpost_count: 0, files_count: 0 };
}

/** Wire: null when nobody set one. */
export async function timezonesOfChannel(call: Call<typeof getChannelTimezones, InChannel>): Promise<string[] | null> {
  const rows = await selectTimezones(call.db, { channel_id: call.granted.channel.id });
  return rows.length > 0 ? rows.map(({ zone }) => zone) : null;
}

export const seesAllOfThem = when(
  'whoever may see every one of the channels',
  async ({ directory, session, body }: AccessRequest<typeof getMemberCounts>): Promise<string[]> => {
    const ids = [...new Set(body)];
    if (ids.length > 1000 || !ids.every(isId)) throw invalidBody('channel_ids');
    for (const id of ids)
      if (!(await maySeeChannel(directory, session, await channelById(directory, id)))) throw forbidden('read_channel');
    return ids;
  },
);

export async function memberCounts(call: Call<typeof getMemberCounts, string[]>): Promise<Record<string, number>> {
  const rows = await selectMemberCounts(call.db, { channel_ids: call.granted });
  return Object.fromEntries(rows.map(({ channel_id, n }) => [channel_id, n]));
}
