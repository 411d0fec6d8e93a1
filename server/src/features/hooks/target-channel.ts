/** Where a webhook's message goes, and whether it may (reference: wire/incoming-webhooks.md, checks 5 to 9). */
import { limits } from '@innermost/protocol/limits.ts';
import type { IncomingWebhook, receiveIncomingWebhook } from '@innermost/protocol/webhooks.ts';
import type { Session } from '../../access/session.ts';
import type { ChannelFacts, PersonFacts } from '../../access/directory.ts';
import { mayReadChannel, type Holder } from '../../access/permission.ts';
import type { CallWithoutTransaction } from '../../endpoint/endpoint.ts';
import type { Services } from '../../work/services.ts';
import { AppError } from '../../platform/http/errors.ts';
import { directChannelOf, directName } from '../channels/index.ts';
import { channelOfName, personOfName } from './known-hooks.ts';
import { hasLeft } from './owners.ts';

export type Receiving = CallWithoutTransaction<typeof receiveIncomingWebhook, undefined, Session | undefined>;

export interface Target {
  channel: ChannelFacts;
  owner: Owner;
}

export interface Owner extends Holder {
  readonly is_bot: boolean;
  /** Deactivated, or no longer of the hook's team. */
  readonly hasLeft: boolean;
}

async function ownerOf(services: Services, hook: IncomingWebhook): Promise<Owner> {
  const { people } = services.directory;
  const owner = people.peek(hook.user_id) ?? (await people.get(hook.user_id));
  if (!owner) throw new AppError('web.incoming_webhook.user.app_error', {}, '', 403);
  const holder = { user_id: owner.id, roles: owner.roles, is_bot: owner.is_bot };
  return { ...holder, hasLeft: await hasLeft(services.directory, owner, hook.team_id) };
}

async function userNamed(services: Services, username: string): Promise<PersonFacts> {
  const person =
    username.length <= limits.usernameCharacters ? await personOfName(services, username.toLowerCase()) : undefined;
  if (!person) throw new AppError('web.incoming_webhook.user.app_error');
  return person;
}

/** Of a team only: direct and group messages have no team, so a name never reaches them. */
async function channelNamed(services: Services, hook: IncomingWebhook, name: string): Promise<ChannelFacts> {
  const mayExist = name !== '' && name.length <= limits.channelNameCharacters && hook.team_id !== '';
  const channel = mayExist ? await channelOfName(services, hook.team_id, name) : undefined;
  if (!channel) throw new AppError('web.incoming_webhook.channel.app_error');
  return channel;
}

async function ownChannel(services: Services, hook: IncomingWebhook): Promise<ChannelFacts> {
  const { channels } = services.directory;
  const channel = channels.peek(hook.channel_id) ?? (await channels.get(hook.channel_id));
  if (!channel) throw new AppError('app.channel.get.existing.app_error');
  return channel;
}

/** In the name of whoever left, a hook goes on in its own channel and nowhere else. */
const abandoned = () => new AppError('api.incoming_webhook.owner_left.app_error');
const locked = () => new AppError('web.incoming_webhook.channel_locked.app_error');

/** The direct channel of the owner with somebody, made when there is none. */
async function directChannel(call: Receiving, ownerId: string, otherId: string): Promise<ChannelFacts> {
  const { services } = call;
  const known = await channelOfName(services, '', directName(ownerId, otherId));
  if (known) return known;
  const { id } = await call.transaction([], (w) => directChannelOf(w, ownerId, otherId));
  const made = await services.directory.channels.get(id);
  if (!made) throw new AppError('web.incoming_webhook.channel.app_error');
  return made;
}

/** `asked` as in the payload: '' for the hook's own channel, `@username`, `#name` or `name`. */
export async function targetOf(call: Receiving, hook: IncomingWebhook, asked: string): Promise<Target> {
  const { services } = call;
  if (asked.startsWith('@')) {
    const person = await userNamed(services, asked.slice(1));
    // A locked hook must not even create the direct channel.
    if (hook.channel_locked) throw locked();
    const owner = await ownerOf(services, hook);
    if (owner.hasLeft) throw abandoned();
    return { channel: await directChannel(call, owner.user_id, person.id), owner };
  }
  const channel =
    asked === '' ? await ownChannel(services, hook) : await channelNamed(services, hook, asked.replace(/^#/, ''));
  if (hook.channel_locked && channel.id !== hook.channel_id) throw locked();
  const owner = await ownerOf(services, hook);
  if (owner.hasLeft && channel.id !== hook.channel_id) throw abandoned();
  if (channel.type !== 'O' && !(await mayReadChannel(services.directory, owner, channel)))
    throw new AppError('web.incoming_webhook.permissions.app_error');
  return { channel, owner };
}
