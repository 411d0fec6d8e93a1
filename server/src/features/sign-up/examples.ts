import { createUser } from '@innermost/protocol/users.ts';
import { example } from '../../area/example.ts';

export const examples = [
  example(createUser, {
    body: ({ unusedName }) => ({
      username: unusedName,
      email: `${unusedName}@example.com`,
      password: 'correct horse 9',
    }),
    needs: {
      all: 'model.user.is_valid.email.app_error',
      email: 'model.user.is_valid.email.app_error',
      password: 'model.user.is_valid.pwd_min_length.app_error',
    },
  }),
];
