/**
 * Channels with a scheme of their own ("moderated"): it can take a few permissions from the channel's members and
 * guests that they have elsewhere in the team. It gives none, has no say in any other, and none about administrators
 * (reference: wire/auth-and-permissions.md §8).
 */
import type { Permission } from '@innermost/protocol/permissions.ts';

const moderated: ReadonlySet<string> = new Set<Permission>([
  'create_post',
  'add_reaction',
  'remove_reaction',
  'manage_public_channel_members',
  'manage_private_channel_members',
  'use_channel_mentions',
  'add_bookmark_public_channel',
  'edit_bookmark_public_channel',
  'delete_bookmark_public_channel',
  'order_bookmark_public_channel',
  'add_bookmark_private_channel',
  'edit_bookmark_private_channel',
  'delete_bookmark_private_channel',
  'order_bookmark_private_channel',
]);

/** No role's own name holds it. */
const mark = ' within ';

/** A name for the role of the team level as the channel's own role leaves it; '' for no such role. */
export const moderatedRole = (role: string, ownRole: string): string =>
  ownRole === '' ? role : `${ownRole}${mark}${role}`;

/** What the channel's own role leaves of the permissions that its members hold by the team level. */
export function moderate(own: ReadonlySet<string> | undefined, held: Iterable<string>): string[] {
  return [...held].filter((permission) => !moderated.has(permission) || own?.has(permission) === true);
}

/** The permissions behind a name of `moderatedRole`; undefined for any other name. */
export function moderatedPermissions(
  name: string,
  permissionsOf: (role: string) => ReadonlySet<string> | undefined,
): ReadonlySet<string> | undefined {
  const [ownRole = '', role] = name.split(mark);
  if (role === undefined) return undefined;
  return new Set(moderate(permissionsOf(ownRole), permissionsOf(role) ?? []));
}
