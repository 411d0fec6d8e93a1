import type { BodyOf } from '@innermost/protocol/route.ts';
import { createUser } from '@innermost/protocol/users.ts';
import { anyone } from '../../access/can.ts';
import { endpoint } from '../../endpoint/endpoint.ts';
import { body, optionalFlag, optionalText, text, textMap } from '../../platform/http/fields.ts';
import { signUp } from './sign-up.ts';

const newUser = body<BodyOf<typeof createUser>>({
  id: optionalText(),
  email: text(),
  username: text(),
  password: text(),
  first_name: optionalText(),
  last_name: optionalText(),
  nickname: optionalText(),
  position: optionalText(),
  locale: optionalText(),
  auth_service: optionalText(),
  auth_data: optionalText(),
  email_verified: optionalFlag(),
  props: textMap(),
  notify_props: textMap(),
  timezone: textMap(),
});

export const signUpEndpoints = [
  endpoint(createUser, {
    onSocket: 'local',
    access: anyone(),
    body: newUser,
    bodyName: 'user',
    status: 201,
    transaction: 'none',
    because: 'the password is hashed before the transaction begins, which takes long',
    rateLimit: { requests: 100, per: 10 },
    handle: signUp,
  }),
];
