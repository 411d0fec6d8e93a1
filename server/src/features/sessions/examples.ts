import { revokeSession, attachDevice } from '@innermost/protocol/users.ts';
import { example, invalid } from '../../area/example.ts';

export const examples = [
  example(revokeSession, { body: ({ session_id }) => ({ session_id }), needs: { all: invalid, session_id: invalid } }),
  example(attachDevice, { body: () => ({}) }),
];
