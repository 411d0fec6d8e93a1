import type { Channel, ChannelPatch, patchChannel, updateChannel } from '@innermost/protocol/channels.ts';
import type { AnyRoute } from '@innermost/protocol/route.ts';
import { isLocalSession } from '../../access/local-session.ts';
import type { InChannel } from '../../access/scopes/channel.ts';
import type { Call } from '../../endpoint/endpoint.ts';
import { AppError, invalidBody } from '../../platform/http/errors.ts';
import { addSystemPosts, mentionsOf, type Notice } from '../posts/index.ts';
import { defaultChannel, factsOf } from './channel-row.ts';
import { checkName, checkTexts } from './check-channel.ts';
import { updateFields } from './queries/change.ts';
import { selectChannel, selectChannelForChange } from './queries/find.ts';

type Changing = Call<AnyRoute, InChannel>;

/** The channel as it stands, locked until the commit; 400 when it is archived. */
export async function lockLive({ db, granted }: Changing): Promise<Channel> {
  const [channel] = await selectChannelForChange(db, { id: granted.channel.id });
  if (!channel) throw new AppError('app.channel.get.existing.app_error');
  if (channel.delete_at > 0) throw new AppError('api.channel.update_channel.deleted.app_error');
  return channel;
}

/** Tells the channel of its new state, which is also the answer. */
export async function tellChanged(call: Changing): Promise<Channel> {
  const { db, granted } = call;
  const [channel] = await selectChannel(db, { id: granted.channel.id });
  if (!channel) throw new AppError('app.channel.get.existing.app_error');
  call.emit('channel_updated', { channel }, { channel_id: channel.id });
  call.changed({ kind: 'channel', channel_id: channel.id });
  return channel;
}

interface Change {
  type: string;
  field: 'header' | 'purpose' | 'display_name';
  what: string;
}
const noticed: readonly Change[] = [
  { type: 'system_displayname_change', field: 'display_name', what: 'display name' },
  { type: 'system_header_change', field: 'header', what: 'header' },
  { type: 'system_purpose_change', field: 'purpose', what: 'purpose' },
];

function sentence(username: string, what: string, before: string, after: string): string {
  if (before === '') return `${username} set the channel ${what} to: ${after}`;
  if (after === '') return `${username} removed the channel ${what} (was: ${before})`;
  return `${username} changed the channel ${what} from: ${before} to: ${after}`;
}

/** Wire: header changes call whoever the header names, and everybody in direct and group channels. */
async function tellNotices(
  call: Changing,
  before: Channel,
  after: Channel,
  fields: readonly Change['field'][],
): Promise<void> {
  const { services, session } = call;
  if (isLocalSession(session)) return;
  const channel = factsOf(after);
  const username = (await services.directory.people.get(session.user_id))?.username ?? '';
  const notices: Notice[] = [];
  for (const { type, field, what } of noticed) {
    const [old, now] = [before[field], after[field]];
    if (old === now || !fields.includes(field)) continue;
    const author = { id: session.user_id, isWebhook: false, mayCallChannel: false };
    const text = { message: field === 'header' ? now : '', attachments: [] };
    const { people } = await mentionsOf(call, channel, text, author);
    const key = field === 'display_name' ? 'displayname' : field;
    notices.push({
      user_id: session.user_id,
      type,
      message: sentence(username, what, old, now),
      props: { username, [`old_${key}`]: old, [`new_${key}`]: now },
      mentions: people,
    });
  }
  await addSystemPosts(call, channel, notices);
}

function checkChange(before: Channel, patch: ChannelPatch, refusal: ConversationRefusal): void {
  if (before.type === 'D' || before.type === 'G') {
    const { name = before.name, display_name = before.display_name, purpose = before.purpose } = patch;
    if (name !== before.name || display_name !== before.display_name || purpose !== before.purpose)
      throw new AppError(refusal);
    checkTexts({ header: patch.header ?? '' });
    return;
  }
  if (patch.name !== undefined && patch.name !== before.name) {
    if (before.name === defaultChannel) throw new AppError('api.channel.update_channel.tried.app_error');
    checkName(patch.name);
  }
  const { display_name, ...others } = patch;
  checkTexts(display_name === undefined || display_name === before.display_name ? others : patch);
  if (patch.display_name === '') throw new AppError('model.channel.is_valid.display_name.app_error');
}

type ConversationRefusal =
  | 'api.channel.patch_update_channel.update_direct_or_group_messages_not_allowed.app_error'
  | 'api.channel.update_channel.update_direct_or_group_messages_not_allowed.app_error';

async function change(
  call: Changing,
  before: Channel,
  wanted: ChannelPatch,
  refusal: ConversationRefusal,
  told: readonly Change['field'][],
): Promise<Channel> {
  const { display_name: shown } = wanted;
  // The names of people make up that of a group, cut anywhere: only chosen ones are trimmed.
  const isNamed = before.type === 'O' || before.type === 'P';
  const patch = isNamed && shown !== undefined ? { ...wanted, display_name: shown.trim() } : wanted;
  checkChange(before, patch, refusal);
  const after: Channel = { ...before, ...patch };
  const { id, name, display_name, header, purpose, group_constrained } = after;
  const fields = { id, now: call.now, name, display_name, header, purpose, group_constrained };
  await updateFields(call.db, fields).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === '23505')
      throw new AppError('store.sql_channel.save_channel.exists.app_error');
    throw error;
  });
  // Wire: the channel as it is before the notices count.
  const changed = await tellChanged(call);
  await tellNotices(call, before, after, told);
  return changed;
}

/** Only what is given changes; something must be given. */
export async function patchChannelFields(call: Call<typeof patchChannel, InChannel>): Promise<Channel> {
  if (Object.keys(call.body).length === 0) throw new AppError('api.channel.patch_update_channel.no_changes.app_error');
  const before = await lockLive(call);
  const refusal = 'api.channel.patch_update_channel.update_direct_or_group_messages_not_allowed.app_error';
  return change(call, before, call.body, refusal, ['display_name', 'header', 'purpose']);
}

/** Wire: header and purpose that are not given become empty; names do not. Only a new display name makes a notice. */
export async function updateChannelFields(call: Call<typeof updateChannel, InChannel>): Promise<Channel> {
  const { id, type, name, display_name, header = '', purpose = '' } = call.body;
  if (id !== call.granted.channel.id) throw invalidBody('channel_id');
  const before = await lockLive(call);
  if (type && type !== before.type) throw new AppError('api.channel.update_channel.typechange.app_error');
  const patch = { header, purpose, ...(name ? { name } : {}), ...(display_name ? { display_name } : {}) };
  const refusal = 'api.channel.update_channel.update_direct_or_group_messages_not_allowed.app_error';
  return change(call, before, patch, refusal, ['display_name']);
}
