import { getUser, getUserByEmail, getUserByUsername } from '@innermost/protocol/users.ts';
import { signedIn } from '../../access/can.ts';
import { endpoint } from '../../endpoint/endpoint.ts';
import { showUser, showUserByEmail, showUserByUsername } from './get-user.ts';

export const userEndpoints = [
  endpoint(getUser, { access: signedIn(), handle: showUser }),
  endpoint(getUserByUsername, { access: signedIn(), handle: showUserByUsername }),
  endpoint(getUserByEmail, { access: signedIn(), handle: showUserByEmail }),
];
