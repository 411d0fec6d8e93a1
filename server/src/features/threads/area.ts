import { area } from '../../area/area.ts';
import { threadEndpoints } from './endpoints.ts';

export const threads = area({
  name: 'threads',
  endpoints: threadEndpoints,
  events: ['thread_follow_changed', 'thread_read_changed', 'thread_updated'],
});
