import { getRole, getRoleByName, getRoles, getRolesByNames } from '@innermost/protocol/roles.ts';
import { z } from 'zod';
import { can, inSystem, signedIn } from '../../access/can.ts';
import { endpoint, readsOnly } from '../../endpoint/endpoint.ts';
import { everyRole, roleOfId, roleOfName, rolesOfNames } from './roles.ts';

export const roleEndpoints = [
  endpoint(getRoles, { access: can('manage_system', inSystem()), handle: everyRole }),
  endpoint(getRolesByNames, {
    access: signedIn(),
    body: z.array(z.string()),
    bodyName: 'rolenames',
    ...readsOnly,
    csrfExempt: true,
    handle: rolesOfNames,
  }),
  endpoint(getRole, { access: signedIn(), handle: roleOfId }),
  endpoint(getRoleByName, { access: signedIn(), handle: roleOfName }),
];
