import { changePassword, login } from '@innermost/protocol/users.ts';
import { example } from '../../area/example.ts';

export const examples = [
  example(changePassword, {
    body: () => ({ new_password: 'correct horse 9' }),
    needs: {
      all: 'model.user.is_valid.pwd_min_length.app_error',
      new_password: 'model.user.is_valid.pwd_min_length.app_error',
    },
  }),
  example(login, {
    body: ({ username }) => ({ login_id: username, password: 'correct horse 9' }),
    needs: { all: 'api.user.login.blank_pwd.app_error', password: 'api.user.login.blank_pwd.app_error' },
  }),
];
