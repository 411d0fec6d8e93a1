import type { BodyOf } from '@innermost/protocol/route.ts';
import {
  attachDevice,
  getSessions,
  revokeAllSessions,
  revokeEverySession,
  revokeSession,
} from '@innermost/protocol/users.ts';
import { can, inSystem, signedIn } from '../../access/can.ts';
import { selfOr } from '../../access/scopes/user.ts';
import { endpoint } from '../../endpoint/endpoint.ts';
import { body, object, optionalText, text } from '../../platform/http/fields.ts';
import { attachToDevice, listSessions, revokeAllOfUser, revokeEverybodys, revokeOne } from './own-sessions.ts';

const device = body<BodyOf<typeof attachDevice>>({
  device_id: optionalText(),
  device_notification_disabled: optionalText(),
  mobile_version: optionalText(),
  voip_device_id: optionalText(),
});

export const sessionEndpoints = [
  endpoint(getSessions, { access: selfOr('edit_other_users', ({ params }) => params.user_id), handle: listSessions }),
  endpoint(revokeSession, {
    access: selfOr('edit_other_users', ({ params }) => params.user_id),
    body: object({ session_id: text() }),
    bodyName: 'session_id',
    handle: revokeOne,
  }),
  endpoint(revokeAllSessions, {
    access: selfOr('edit_other_users', ({ params }) => params.user_id),
    handle: revokeAllOfUser,
  }),
  endpoint(revokeEverySession, { access: can('manage_system', inSystem()), handle: revokeEverybodys }),
  endpoint(attachDevice, {
    access: signedIn(),
    body: device,
    bodyName: 'device',
    bodyMayBeMissing: true,
    handle: attachToDevice,
  }),
];
