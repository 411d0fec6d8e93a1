import { createClient } from '@innermost/client/http.ts';
import { getRole, getRoleByName, getRoles, getRolesByNames } from '@innermost/protocol/roles.ts';
import { expect, test } from 'vitest';
import { newId } from '../../platform/ids.ts';
import { startServer } from '../../testing/start-server.ts';

const server = await startServer();
const person = await server.make.person();

test('anybody signed in learns what roles permit, by their names', async () => {
  const roles = await person.call(getRolesByNames, { body: ['system_user', ' team_user', '', 'no_such_role'] });
  expect(roles.map(({ name }) => name)).toEqual(['system_user', 'team_user']);
  expect(roles[0]).toMatchObject({ built_in: true, scheme_managed: true, delete_at: 0 });
  expect(roles[0]?.permissions).toContain('create_direct_channel');
  expect(roles[0]?.permissions).not.toContain('');
  const nobody = createClient({ url: server.url });
  await expect(nobody.call(getRolesByNames, { body: ['system_user'] })).rejects.toMatchObject({ status: 401 });
});

test.each([[[]], [['']], [['System User']], [Array.from({ length: 1001 }, (_, index) => `role_${index}`)]])(
  'refuses odd lists of names',
  async (body) => {
    await expect(person.call(getRolesByNames, { body })).rejects.toMatchObject({ status: 400 });
  },
);

test('a role is found by its name and its id', async () => {
  const role = await person.call(getRoleByName, { params: { role_name: 'channel_admin' } });
  expect(await person.call(getRole, { params: { role_id: role.id } })).toEqual(role);
  await expect(person.call(getRole, { params: { role_id: newId() } })).rejects.toMatchObject({
    status: 404,
    id: 'app.role.get.app_error',
  });
  await expect(person.call(getRoleByName, { params: { role_name: 'nothing' } })).rejects.toMatchObject({
    status: 404,
    id: 'app.role.get_by_name.app_error',
  });
});

test('all roles are for administrators', async () => {
  await expect(person.call(getRoles)).rejects.toMatchObject({ status: 403 });
  const admin = await server.make.admin();
  expect((await admin.call(getRoles)).map(({ name }) => name)).toContain('system_admin');
});
