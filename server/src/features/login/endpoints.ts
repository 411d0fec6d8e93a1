import type { BodyOf } from '@innermost/protocol/route.ts';
import { changePassword, getUserAudits, login, logout } from '@innermost/protocol/users.ts';
import { anyone, signedIn } from '../../access/can.ts';
import { selfOr } from '../../access/scopes/user.ts';
import { endpoint } from '../../endpoint/endpoint.ts';
import { body, optionalText, text } from '../../platform/http/fields.ts';
import { listAudits } from './audits.ts';
import { replacePassword } from './change-password.ts';
import { signIn } from './login.ts';
import { signOut } from './logout.ts';

const because = 'hashing a password takes long and happens before the transaction begins';

const credentials = body<BodyOf<typeof login>>({
  login_id: optionalText(),
  id: optionalText(),
  password: optionalText(),
  token: optionalText(),
  device_id: optionalText(),
  deviceId: optionalText(),
});

const newPassword = body<BodyOf<typeof changePassword>>({ current_password: optionalText(), new_password: text() });

export const loginEndpoints = [
  endpoint(login, {
    access: anyone(),
    body: credentials,
    bodyName: 'login',
    bodyMayBeMissing: true,
    transaction: 'none',
    because,
    // Guesses at one account are counted for themselves; this holds off floods, and an office behind one address signs
    // in unhindered.
    rateLimit: { requests: 100, per: 10 },
    handle: signIn,
  }),
  endpoint(logout, { mfaExempt: true, access: anyone(), handle: signOut }),
  endpoint(changePassword, {
    scope: 'none',
    onSocket: 'local',
    access: signedIn(),
    body: newPassword,
    bodyName: 'password',
    transaction: 'none',
    because,
    handle: replacePassword,
  }),
  endpoint(getUserAudits, { access: selfOr('edit_other_users', ({ params }) => params.user_id), handle: listAudits }),
];
