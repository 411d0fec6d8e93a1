/** Kinds of posts (reference: wire/posts-and-mentions.md §2). */

/** Neither counted in totals nor as unread. Wire: the guest variants and header or purpose changes do count. */
const joinLeave = new Set([
  'system_join_leave',
  'system_add_remove',
  'system_join_channel',
  'system_leave_channel',
  'system_join_team',
  'system_leave_team',
  'system_add_to_channel',
  'system_remove_from_channel',
  'system_add_to_team',
  'system_remove_from_team',
]);

export const joinLeaveTypes: readonly string[] = [...joinLeave];

export const isCounted = (type: string): boolean => !joinLeave.has(type);

const plainTypes = new Set(['', 'slack_attachment', 'me', 'reminder', 'add_bot_teams_channels', 'burn_on_read']);

/** What a caller of the API may set, as far as the column can hold it. */
export const isTypeForCallers = (type: string): boolean =>
  plainTypes.has(type) || (type.startsWith('custom_') && type.length <= 26);

export const isSystemType = (type: string): boolean => type.startsWith('system_');
