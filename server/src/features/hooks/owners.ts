/** Owners of hooks: who is gone, and where a hook kept for somebody else may post. */
import type { ChannelFacts, Directory, PersonFacts } from '../../access/directory.ts';
import { hasInSystem, hasInTeam, mayReadChannel, type Holder } from '../../access/permission.ts';
import { AppError, forbidden } from '../../platform/http/errors.ts';
import { mayPostIn } from '../posts/index.ts';

const holderOf = ({ id, roles }: PersonFacts): Holder => ({ user_id: id, roles });

/** Deactivated, or no longer of the team that the hook belongs to. */
export async function hasLeft(directory: Directory, owner: PersonFacts, teamId: string): Promise<boolean> {
  return owner.delete_at > 0 || !(await hasInTeam(directory, holderOf(owner), teamId, 'view_team'));
}

/** 400 for somebody in whose name the hook could not go on posting into the channel. */
export async function checkNewOwner(directory: Directory, ownerId: string, channel: ChannelFacts): Promise<void> {
  const owner = await directory.people.get(ownerId);
  const isFit =
    owner &&
    !(await hasLeft(directory, owner, channel.team_id)) &&
    (await mayReadChannel(directory, holderOf(owner), channel));
  if (!isFit) throw new AppError('api.incoming_webhook.new_owner.app_error');
}

/**
 * Whether a hook that speaks in somebody else's name is to be locked to its channel: always, unless a system
 * administrator makes it so. 403 where the maker may not post there either.
 */
export async function isLockedFor(directory: Directory, maker: Holder, channel: ChannelFacts): Promise<boolean> {
  if (hasInSystem(directory, maker, 'manage_system')) return false;
  if (!(await mayPostIn(directory, maker, channel))) throw forbidden('create_post');
  return true;
}
