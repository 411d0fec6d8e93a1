import { route } from './route.ts';

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

export interface StatusEvents {
  status_change: { user_id: string; status: string };
  typing: { parent_id: string; user_id: string };
}
