import type { AnyRoute } from '@innermost/protocol/route.ts';
import { AppError } from '../../platform/http/errors.ts';
import type { Access, AccessRequest, Scope } from '../can.ts';
import { when } from '../can.ts';
import type { ChannelFacts, Directory } from '../directory.ts';
import { hasInChannel, mayReadChannel } from '../permission.ts';
import { forbidden, invalidUrl } from '../../platform/http/errors.ts';
import { isId } from '@innermost/protocol/limits.ts';

export interface InChannel {
  channel: ChannelFacts;
}

/** 400 for a malformed id, 404 for an unknown channel. */
export async function channelById(directory: Directory, id: string): Promise<ChannelFacts> {
  if (!isId(id)) throw invalidUrl('channel_id');
  const channel = directory.channels.peek(id) ?? (await directory.channels.get(id));
  if (!channel) throw new AppError('app.channel.get.existing.app_error');
  return channel;
}

/** The channel that the request names. */
export function inChannel<R extends AnyRoute>(pick: (request: AccessRequest<R>) => string): Scope<R, InChannel> {
  return {
    label: 'in the channel',
    async resolve(request, permission) {
      const channel = await channelById(request.directory, pick(request));
      return {
        allowed: await hasInChannel(request.directory, request.session, channel, permission),
        granted: { channel },
      };
    },
  };
}

/** Whoever may read the channel: its members, and for a public one whoever may read the team's public channels. */
export function readsChannel<R extends AnyRoute>(pick: (request: AccessRequest<R>) => string): Access<R, InChannel> {
  return when('whoever may read the channel', async (request) => {
    const channel = await channelById(request.directory, pick(request));
    if (!(await mayReadChannel(request.directory, request.session, channel))) throw forbidden('read_channel_content');
    return { channel };
  });
}
