/** The body with which the access matrix calls an endpoint: such that whoever is let in can do it. */
import type { Endpoint } from '../../endpoint/endpoint.ts';
import { schemaOf } from '../../endpoint/reads.ts';
import type { World } from './world.ts';

/** Those that the fields of the world's own body do not make, by method and path without the prefix. */
const bodies: Readonly<Record<string, (world: World) => unknown>> = {
  'POST /posts': ({ body }) => ({ ...body, type: '' }),
  'PUT /posts/:post_id': ({ params }) => ({ id: params['post_id'], message: 'changed' }),
  'POST /hooks/:hook_id': ({ body }) => ({ ...body, type: '' }),
  'POST /posts/ids': ({ params }) => [params['post_id']],
  'POST /posts/ids/reactions': ({ params }) => [params['post_id']],
  'POST /reactions': ({ body, self }) => ({ ...body, user_id: self }),
  'POST /channels/direct': ({ params, self }) => [self, params['user_id']],
  'POST /channels/group': ({ params }) => [params['user_id'], params['friend']],
  'POST /channels/stats/member_count': ({ params }) => [params['channel_id']],
  'POST /teams/:team_id/channels/ids': ({ params }) => [params['channel_id']],
  'POST /users/group_channels': ({ params }) => [params['channel_id']],
  'POST /users/search': () => ({ term: 'u' }),
  'POST /config/migrate': () => ({ from: 'database', to: 'database' }),
  'POST /roles/names': () => ['system_user'],
  'PUT /channels/:channel_id': ({ params }) => ({ id: params['channel_id'], header: 'Calm' }),
  'PUT /channels/:channel_id/members/:user_id/roles': () => ({ roles: 'channel_user' }),
  'PUT /teams/:team_id/members/:user_id/roles': () => ({ roles: 'team_user' }),
  'PUT /channels/:channel_id/members/:user_id/schemeRoles': () => ({ scheme_user: true, scheme_admin: false }),
  'PUT /teams/:team_id/members/:user_id/schemeRoles': () => ({ scheme_user: true, scheme_admin: false }),
  'PUT /teams/:team_id': ({ body, params }) => ({ ...body, id: params['team_id'] }),
  'PUT /users/:user_id': ({ body, params }) => ({ ...body, id: params['user_id'] }),
  'PUT /users/:user_id/teams/:team_id/channels/categories': (world) => [categoryOf(world)],
  'PUT /users/:user_id/teams/:team_id/channels/categories/:category_id': (world) => categoryOf(world),
  'PUT /users/:user_id/teams/:team_id/channels/categories/order': ({ categories }) => categories,
  'PUT /hooks/incoming/:hook_id': ({ body, params }) => ({ ...body, id: params['hook_id'] }),
};

const categoryOf = ({ body, params }: World) => ({ ...body, id: params['category_id'] });

export function bodyOf(endpoint: Endpoint, world: World): unknown {
  const { method, path } = endpoint.route;
  const own = bodies[`${method} ${path.replace('/api/v4', '')}`];
  if (own) return own(world);
  const schema = schemaOf(endpoint.declaration.body);
  if (!schema) return world.body;
  const shapes = [world.body, [world.params['user_id']], [world.body], { system_user: 'b' }];
  const fitting = shapes.find((shape) => schema.safeParse(shape).success);
  if (fitting === undefined) throw new Error(`Say in bodies.ts what the body of ${method} ${path} is.`);
  return fitting;
}
