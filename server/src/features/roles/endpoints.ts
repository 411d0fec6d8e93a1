import { getRole, getRoleByName, getRoles, getRolesByNames } from '@innermost/protocol/roles.ts';
import { can, inSystem, signedIn } from '../../access/can.ts';
import { endpoint, readsOnly } from '../../endpoint/endpoint.ts';
import { textList } from '../../platform/http/fields.ts';
import { everyRole, roleOfId, roleOfName, rolesOfNames } from './roles.ts';

export const roleEndpoints = [
  endpoint(getRoles, { onSocket: 'local', access: can('manage_system', inSystem()), handle: everyRole }),
  endpoint(getRolesByNames, {
    onSocket: 'local',
    access: signedIn(),
    body: textList(),
    bodyName: 'rolenames',
    ...readsOnly,
    csrfExempt: true,
    handle: rolesOfNames,
  }),
  endpoint(getRole, { onSocket: 'local', access: signedIn(), handle: roleOfId }),
  endpoint(getRoleByName, { onSocket: 'local', access: signedIn(), handle: roleOfName }),
];
