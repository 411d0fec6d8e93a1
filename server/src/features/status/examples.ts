import {
  setStatus,
  setCustomStatus,
  deleteRecentStatus,
  forgetRecentStatus,
  getStatusesByIds,
} from '@innermost/protocol/status.ts';
import { example, invalid } from '../../area/example.ts';

const customStatus = { emoji: '', text: 'hello', duration: '', expires_at: '' };

export const examples = [
  example(setStatus, {
    body: ({ user_id }) => ({ user_id, status: 'online' }),
    needs: { all: invalid, status: invalid, user_id: invalid },
  }),
  example(setCustomStatus, { body: () => customStatus, needs: { all: invalid, text: invalid } }),
  example(deleteRecentStatus, { body: () => customStatus }),
  example(forgetRecentStatus, { body: () => customStatus }),
  example(getStatusesByIds, { body: ({ user_id }) => [user_id], needs: { '0': invalid, all: invalid } }),
];
