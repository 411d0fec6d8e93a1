import {
  deletePreferences,
  getPreference,
  getPreferences,
  getPreferencesOfCategory,
  savePreferences,
} from '@innermost/protocol/preferences.ts';
import { selfOr } from '../../access/scopes/user.ts';
import { endpoint } from '../../endpoint/endpoint.ts';
import { inLaneOfUser } from '../../endpoint/lanes.ts';
import { list, object, text } from '../../platform/http/fields.ts';
import {
  preferenceOf,
  preferencesOf,
  preferencesOfCategory,
  removePreferences,
  storePreferences,
} from './preferences.ts';

const preferences = list(object({ user_id: text(), category: text(), name: text(), value: text() }));

export const preferenceEndpoints = [
  endpoint(getPreferences, {
    onSocket: 'local',
    access: selfOr('edit_other_users', ({ params }) => params.user_id),
    handle: preferencesOf,
  }),
  endpoint(getPreferencesOfCategory, {
    onSocket: 'local',
    access: selfOr('edit_other_users', ({ params }) => params.user_id),
    handle: preferencesOfCategory,
  }),
  endpoint(getPreference, {
    onSocket: 'local',
    access: selfOr('edit_other_users', ({ params }) => params.user_id),
    handle: preferenceOf,
  }),
  endpoint(savePreferences, {
    audit: 'others',
    onSocket: 'local',
    access: selfOr('edit_other_users', ({ params }) => params.user_id),
    body: preferences,
    bodyName: 'preferences',
    ...inLaneOfUser,
    handle: storePreferences,
  }),
  endpoint(deletePreferences, {
    audit: 'others',
    onSocket: 'local',
    access: selfOr('edit_other_users', ({ params }) => params.user_id),
    body: preferences,
    bodyName: 'preferences',
    ...inLaneOfUser,
    handle: removePreferences,
  }),
];
