import { route, type StatusOk } from './route.ts';

export type Presence = 'online' | 'away' | 'dnd' | 'offline' | 'ooo';

/** `last_activity_at` in ms, `dnd_end_time` in s. */
export interface Status {
  user_id: string;
  status: Presence;
  manual: boolean;
  last_activity_at: number;
  active_channel?: string;
  dnd_end_time: number;
}

export const getStatus = route('GET', '/api/v4/users/:user_id/status').returns<Status>();
export const getStatusesByIds = route('POST', '/api/v4/users/status/ids').takes<string[]>().returns<Status[]>();
export const setStatus = route('PUT', '/api/v4/users/:user_id/status')
  .takes<{ user_id: string; status: string; dnd_end_time?: number }>()
  .returns<Status>();

/** Stored as JSON text in the user's `props.customStatus`. */
export interface CustomStatus {
  emoji: string;
  text: string;
  /** '' (until cleared), thirty_minutes, one_hour, four_hours, today, this_week or date_and_time. */
  duration: string;
  /** RFC 3339; `0001-01-01T00:00:00Z` for never. */
  expires_at: string;
}

export const setCustomStatus = route('PUT', '/api/v4/users/:user_id/status/custom')
  .takes<CustomStatus>()
  .returns<StatusOk>();
export const clearCustomStatus = route('DELETE', '/api/v4/users/:user_id/status/custom').returns<StatusOk>();
/** In two forms: some clients can send no body with DELETE. */
export const forgetRecentStatus = route('POST', '/api/v4/users/:user_id/status/custom/recent/delete')
  .takes<CustomStatus>()
  .returns<StatusOk>();
export const deleteRecentStatus = route('DELETE', '/api/v4/users/:user_id/status/custom/recent')
  .takes<CustomStatus>()
  .returns<StatusOk>();

export interface StatusEvents {
  status_change: { user_id: string; status: string };
  typing: { parent_id: string; user_id: string };
}
