import { setTeamMemberRoles } from '@innermost/protocol/teams.ts';
import { expect, test } from 'vitest';
import { startServer } from '../../testing/start-server.ts';

const server = await startServer();
const forbidden = { status: 403, id: 'api.context.permissions.app_error' };

test('roles of a member of the team as one text', async () => {
  const { ann, bob, team } = await server.make.conversation();
  const set = (who: typeof ann, roles: string) =>
    who.call(setTeamMemberRoles, { params: { team_id: team.id, user_id: bob.id }, body: { roles } });
  const heard = await server.listen(bob);
  await set(ann, 'team_user team_admin');
  expect((await heard.next('memberrole_updated')).data.member).toMatchObject({
    scheme_admin: true,
    explicit_roles: '',
  });
  await expect(set(ann, 'team_user nonsense')).rejects.toMatchObject({
    status: 400,
    id: 'app.role.check_roles_exist.role_not_found',
  });
  await expect(set(ann, 'team_guest')).rejects.toMatchObject({ status: 400 });
  await set(ann, 'team_user');
  await expect(set(bob, 'team_user team_admin')).rejects.toMatchObject(forbidden);
});
