/** What I may do with a channel; the permission differs between open and private ones. */
import type { Channel } from '@innermost/protocol/channels.ts';

import { can } from '../../live/select.ts';
import type { LiveState } from '../../live/state.ts';

export function mayMake(state: LiveState, team_id: string): boolean {
  return can(state, 'create_public_channel', { team_id }) || can(state, 'create_private_channel', { team_id });
}

export function mayAddTo(state: LiveState, { id, type }: Channel): boolean {
  const permission = type === 'O' ? 'manage_public_channel_members' : 'manage_private_channel_members';
  return can(state, permission, { channel_id: id });
}

export function mayArchive(state: LiveState, { id, type }: Channel): boolean {
  return can(state, type === 'O' ? 'delete_public_channel' : 'delete_private_channel', { channel_id: id });
}

export function mayEdit(state: LiveState, { id, type, delete_at }: Channel): boolean {
  if (type === 'D' || type === 'G' || delete_at > 0) return false;
  const permission = type === 'O' ? 'manage_public_channel_properties' : 'manage_private_channel_properties';
  return can(state, permission, { channel_id: id });
}
