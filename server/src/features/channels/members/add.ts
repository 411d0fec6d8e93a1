import type { addChannelMember, ChannelMember } from '@innermost/protocol/channels.ts';
import { isId } from '@innermost/protocol/limits.ts';
import { when, type AccessRequest } from '../../../access/can.ts';
import type { ChannelFacts } from '../../../access/directory.ts';
import { hasInChannel, hasInTeam } from '../../../access/permission.ts';
import { channelById, type InChannel } from '../../../access/scopes/channel.ts';
import type { CallWithoutTransaction } from '../../../endpoint/endpoint.ts';
import { AppError, forbidden, invalidBody } from '../../../platform/http/errors.ts';
import { jsonReply, type HttpReply } from '../../../platform/http/message.ts';
import type { Work } from '../../../work/work.ts';
import { addSystemPosts, type Notice } from '../../posts/index.ts';
import { memberFor, type MemberRow } from './member-row.ts';
import { addedNotice, isOwnDoing, joinedNotice } from './notices.ts';
import { insertMembers, selectCandidates, selectMembers, type Candidate } from './queries/members.ts';

const mostAtOnce = 1000;

type Adding = CallWithoutTransaction<typeof addChannelMember, InChannel>;
type Body = Pick<AccessRequest<typeof addChannelMember>, 'body'>;

/** Who is to be added: `user_ids`, or the one `user_id` of older clients. */
function peopleOf({ body }: Body): string[] {
  const ids = body.user_ids?.length ? [...new Set(body.user_ids)] : [body.user_id ?? ''];
  if (ids.length > mostAtOnce) throw invalidBody('user_ids');
  for (const id of ids) if (!isId(id)) throw invalidBody(body.user_ids?.length ? 'user_ids' : 'user_id');
  return ids;
}

/** Joining a public channel oneself needs less than adding others; nobody joins a private one by themselves. */
export const mayAddMembers = when(
  'join_public_channels for oneself; manage_public_channel_members or manage_private_channel_members',
  async (asked: AccessRequest<typeof addChannelMember>): Promise<InChannel> => {
    const { directory, session } = asked;
    const channel = await channelById(directory, asked.params.channel_id);
    const people = peopleOf(asked);
    if (channel.type === 'D' || channel.type === 'G')
      throw new AppError('api.channel.add_user_to_channel.type.app_error');
    const self = people.every((id) => id === session.user_id);
    if (channel.type === 'O' && self && (await hasInTeam(directory, session, channel.team_id, 'join_public_channels')))
      return { channel };
    const permission = channel.type === 'O' ? 'manage_public_channel_members' : 'manage_private_channel_members';
    if (!(await hasInChannel(directory, session, channel, permission))) throw forbidden(permission);
    return { channel };
  },
);

/** Why this person cannot become a member; undefined when nothing stands against it. */
function obstacle(person: Candidate): AppError | undefined {
  if (person.is_member) return undefined;
  if (person.deactivated) return new AppError('app.channel.add_member.deleted_user.app_error');
  if (person.left_team) return new AppError('api.channel.add_user.to.channel.failed.deleted.app_error');
  if (!person.in_team) return new AppError('app.team.get_member.missing.app_error');
  if (!person.in_groups && !person.is_bot) return new AppError('api.channel.add_members.user_denied');
  return undefined;
}

/** Tells the channel and the person of a new membership. Wire: who comes with the team is one member among others to the event. */
export function announceMember(call: Work, channel: ChannelFacts, userId: string, withTeam = false): void {
  const data = { user_id: userId, team_id: channel.team_id };
  if (withTeam) call.emit('user_added', data, { channel_id: channel.id });
  else {
    call.emit('user_added', data, { channel_id: channel.id, omit_users: [userId] });
    call.emit('user_added', data, { channel_id: channel.id, user_id: userId });
  }
  call.changed({ kind: 'channel_member', user_id: userId, channel_id: channel.id, is: true });
}

/**
 * Makes people who were checked members of a channel, with notices and events; those who are members already are
 * left as they are. The same few statements however many they are. `threadId`: where the notices of those added stand;
 * they follow that thread from then on.
 */
export async function addPeople(
  call: Work,
  channel: ChannelFacts,
  people: readonly Pick<Candidate, 'id' | 'username' | 'is_guest'>[],
  actor: { id: string; username: string },
  threadId?: string,
): Promise<void> {
  const ids = people.map(({ id }) => id);
  const guests = people.map(({ is_guest }) => is_guest);
  const channels = people.map(() => channel.id);
  const rows = await insertMembers(call.db, {
    channel_ids: channels,
    user_ids: ids,
    guests,
    now: call.now,
    as_admins: false,
  });
  const added = new Set(rows.map(({ user_id }) => user_id));
  const notices: Notice[] = [];
  for (const person of people) {
    if (!added.has(person.id)) continue;
    announceMember(call, channel, person.id);
    if (isOwnDoing(actor, person)) notices.push(joinedNotice(person));
    else notices.push({ ...addedNotice(actor, person), ...(threadId ? { root_id: threadId } : {}) });
  }
  await addSystemPosts(call, channel, notices);
}

/**
 * The thread in which somebody named these people. Wire: whoever follows the offer to add them sends it, or ''; the
 * notice then stands there, so that the added see what they were called for.
 */
function threadOf({ body }: Body): string | undefined {
  const { post_root_id = '' } = body;
  if (post_root_id === '') return undefined;
  if (!isId(post_root_id)) throw invalidBody('post_root_id');
  return post_root_id;
}

/** So many in one transaction: while they are written, nobody else posts in the channel. */
const atATime = 100;

interface Added {
  /** Of those who can be members: as they are now, before anybody else can remove them. */
  rows: MemberRow[];
  newIds: string[];
  obstacles: AppError[];
}

/** Adds those of these people who can be members, in a transaction of their own. */
function addSome(call: Adding, channel: ChannelFacts, ids: readonly string[], threadId?: string): Promise<Added> {
  const { session } = call;
  return call.transaction([channel.id], async (w) => {
    const facts = await w.services.directory.channels.get(channel.id);
    if (!facts || facts.delete_at > 0) throw new AppError('api.channel.update_channel.deleted.app_error');
    const found = await selectCandidates(w.db, { channel_id: channel.id, user_ids: ids });
    const people = found.filter((person) => obstacle(person) === undefined);
    const actor = await w.services.directory.people.get(session.user_id);
    await addPeople(w, channel, people, { id: session.user_id, username: actor?.username ?? '' }, threadId);
    return {
      rows: await selectMembers(w.db, { channel_id: channel.id, user_ids: people.map(({ id }) => id) }),
      newIds: people.filter(({ is_member }) => !is_member).map(({ id }) => id),
      obstacles: found.flatMap((person) => obstacle(person) ?? []),
    };
  });
}

const byUserId = (a: MemberRow, b: MemberRow): number => (a.user_id < b.user_id ? -1 : 1);

/**
 * 201. People who cannot be added are passed over as long as somebody can; else the first obstacle is the error. Many
 * are added in batches, between which others post.
 */
export async function addMembers(call: Adding): Promise<HttpReply> {
  const { granted, session, body } = call;
  const { channel } = granted;
  if (channel.delete_at > 0) throw new AppError('api.channel.update_channel.deleted.app_error');
  const asked = peopleOf(call);
  const threadId = threadOf(call);
  const rows: MemberRow[] = [];
  const isNew = new Set<string>();
  const obstacles: AppError[] = [];
  for (let start = 0; start < asked.length; start += atATime) {
    const added = await addSome(call, channel, asked.slice(start, start + atATime), threadId);
    rows.push(...added.rows);
    for (const id of added.newIds) isNew.add(id);
    obstacles.push(...added.obstacles);
  }
  if (rows.length === 0) throw obstacles[0] ?? new AppError('app.user.missing_account.const');
  const members = rows.toSorted(byUserId).map((row): ChannelMember => {
    const member = memberFor(session.user_id, row);
    // Wire: new members as they were before the notice that calls them.
    return isNew.has(row.user_id) ? { ...member, mention_count: 0, mention_count_root: 0 } : member;
  });
  return jsonReply(body.user_ids?.length ? members : members[0], 201);
}
