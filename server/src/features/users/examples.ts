import {
  updateUser,
  setUserActive,
  setUserImage,
  patchUser,
  setUserRoles,
  getUserChannelGroups,
  getUsersByIds,
  searchUsers,
  getUsersByUsernames,
} from '@innermost/protocol/users.ts';
import { example, invalid, pictureExample } from '../../area/example.ts';

export const examples = [
  pictureExample(setUserImage),
  example(updateUser, {
    body: ({ user_id, unusedName }) => ({ id: user_id, username: unusedName, email: `${unusedName}@example.com` }),
    needs: { all: invalid, email: invalid, id: invalid, username: invalid },
  }),
  example(setUserActive, { body: () => ({ active: true }) }),
  example(patchUser, { body: ({ unusedName }) => ({ username: unusedName, email: `${unusedName}@example.com` }) }),
  example(setUserRoles, { body: () => ({ roles: 'system_user' }), needs: { all: invalid, roles: invalid } }),
  example(getUserChannelGroups, { body: ({ channel_id }) => [channel_id], needs: { all: invalid } }),
  example(getUsersByIds, { body: ({ user_id }) => [user_id], needs: { all: invalid } }),
  example(searchUsers, { body: () => ({ term: 'u' }), needs: { all: invalid, term: invalid } }),
  example(getUsersByUsernames, { body: ({ username }) => [username], needs: { all: invalid } }),
];
