import {
  clearCustomStatus,
  deleteRecentStatus,
  forgetRecentStatus,
  getStatus,
  getStatusesByIds,
  setCustomStatus,
  setStatus,
} from '@innermost/protocol/status.ts';
import { signedIn } from '../../access/can.ts';
import { selfOr } from '../../access/scopes/user.ts';
import { endpoint, readsOnly } from '../../endpoint/endpoint.ts';
import { inLaneOfUser } from '../../endpoint/lanes.ts';
import { integer, object, text, textList } from '../../platform/http/fields.ts';
import { removeCustomStatus, removeRecentStatus, writeCustomStatus } from './custom-status.ts';
import { chooseStatus, statusesOf, statusOf } from './statuses.ts';

const customStatus = object({ emoji: text(), text: text(), duration: text(), expires_at: text() });

export const statusEndpoints = [
  endpoint(getStatus, { access: signedIn(), handle: statusOf }),
  endpoint(getStatusesByIds, {
    access: signedIn(),
    body: textList(),
    bodyName: 'user_ids',
    ...readsOnly,
    byTheClock: true,
    handle: statusesOf,
  }),
  endpoint(setStatus, {
    audit: 'others',
    access: selfOr('edit_other_users', ({ params }) => params.user_id),
    body: object({ user_id: text(), status: text(), dnd_end_time: integer() }),
    bodyName: 'status',
    ...inLaneOfUser,
    handle: chooseStatus,
  }),
  endpoint(setCustomStatus, {
    audit: 'others',
    access: selfOr('edit_other_users', ({ params }) => params.user_id),
    body: customStatus,
    bodyName: 'custom_status',
    ...inLaneOfUser,
    handle: writeCustomStatus,
  }),
  endpoint(clearCustomStatus, {
    audit: 'others',
    access: selfOr('edit_other_users', ({ params }) => params.user_id),
    ...inLaneOfUser,
    handle: removeCustomStatus,
  }),
  endpoint(forgetRecentStatus, {
    audit: 'others',
    access: selfOr('edit_other_users', ({ params }) => params.user_id),
    body: customStatus,
    bodyName: 'recent_custom_status',
    ...inLaneOfUser,
    handle: removeRecentStatus,
  }),
  endpoint(deleteRecentStatus, {
    audit: 'others',
    access: selfOr('edit_other_users', ({ params }) => params.user_id),
    body: customStatus,
    bodyName: 'recent_custom_status',
    // Wire: some send what is to be removed, and some no body, which removes nothing.
    bodyMayBeMissing: true,
    ...inLaneOfUser,
    handle: removeRecentStatus,
  }),
];
