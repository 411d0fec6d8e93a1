import { route } from './route.ts';

export interface Role {
  id: string;
  name: string;
  display_name: string;
  description: string;
  create_at: number;
  update_at: number;
  delete_at: number;
  permissions: string[];
  scheme_managed: boolean;
  built_in: boolean;
}

export const getRoles = route('GET', '/api/v4/roles').returns<Role[]>();
export const getRolesByNames = route('POST', '/api/v4/roles/names').takes<string[]>().returns<Role[]>();
export const getRole = route('GET', '/api/v4/roles/:role_id').returns<Role>();
export const getRoleByName = route('GET', '/api/v4/roles/name/:role_name').returns<Role>();

export interface RoleEvents {
  role_updated: { role: Role };
}
