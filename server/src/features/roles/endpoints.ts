import { getRole, getRoleByName, getRoles, getRolesByNames } from '@innermost/protocol/roles.ts';
import { can, inSystem, signedIn } from '../../access/can.ts';
import { endpoint, readsOnly } from '../../endpoint/endpoint.ts';
import { textList } from '../../platform/http/fields.ts';
import { everyRole, roleOfId, roleOfName, rolesOfNames } from './roles.ts';

export const roleEndpoints = [
  endpoint(getRoles, { access: can('manage_system', inSystem()), handle: everyRole }),
  endpoint(getRolesByNames, {
    access: signedIn(),
    body: textList(),
    bodyName: 'rolenames',
    ...readsOnly,
    csrfExempt: true,
    handle: rolesOfNames,
  }),
  endpoint(getRole, { access: signedIn(), handle: roleOfId }),
  endpoint(getRoleByName, { access: signedIn(), handle: roleOfName }),
];
