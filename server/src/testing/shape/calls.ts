/** Calls any endpoint in a world of its own, as the tests of the whole do. */
import { createHash } from 'node:crypto';
import type { Endpoint } from '../../endpoint/endpoint.ts';
import type { Db } from '../../platform/db/database.ts';
import type { FileStore } from '../../platform/files/store.ts';
import { arrange } from './arrangements.ts';
import { makeWorld, type Caller, type World } from './world.ts';

interface Server {
  readonly url: string;
  readonly database: { readonly db: Db };
  readonly app: { readonly services: { readonly files: FileStore } };
}

export async function worldFor({ app, database }: Server, { route }: Endpoint, caller: Caller): Promise<World> {
  const world = await makeWorld(database.db, caller, Date.now());
  await arrange(database.db, route.method, route.path, world, app.services.files);
  return world;
}

/** `body` undefined: the call has none. */
export async function callIn(
  server: Server,
  endpoint: Endpoint,
  world: World,
  body: unknown,
): Promise<{ status: number; text: string }> {
  const { method } = endpoint.route;
  const hasBody = method !== 'GET' && body !== undefined;
  const isForm = body instanceof FormData;
  const response = await fetch(server.url + pathOf(endpoint, world, server.url), {
    method,
    headers: {
      ...(isForm ? {} : { 'Content-Type': 'application/json' }),
      ...(world.token === '' ? {} : { Authorization: `Bearer ${world.token}` }),
    },
    ...(hasBody ? { body: isForm ? body : JSON.stringify(body) } : {}),
  });
  return { status: response.status, text: await response.text() };
}

/** With its prefix and a query; see `callIn`. `self`: the address of the server that is called. */
export function pathOf(endpoint: Endpoint, { params }: World, self = ''): string {
  const path = endpoint.route.path.replace(/:(\w+)/g, (_all, name: string) => {
    const value = params[name];
    if (typeof value !== 'string')
      throw new Error(`Say in world.ts what stands for :${name} of ${endpoint.route.path}.`);
    return encodeURIComponent(value);
  });
  // A picture that anybody gets.
  const url = path === '/api/v4/image' ? encodeURIComponent(`${self}/static/emoji/1f600.png`) : 'x';
  return `${path}?format=old&url=${url}&invite_id=${params.invite_id}${queries[endpoint.route.path]?.(params) ?? ''}`;
}

const publicLinkSalt = 'x'.repeat(32);

/** With which everything about files can be done; of the S3 store nothing answers. */
const fileSettings = {
  EnablePublicLink: true,
  PublicLinkSalt: publicLinkSalt,
  AmazonS3Bucket: 'files',
  AmazonS3Endpoint: '127.0.0.1:9',
};

/** With which more can be done than by itself: the server may call itself for a picture. */
export const shapeSettings = {
  RateLimitSettings: { Enable: false },
  FileSettings: fileSettings,
  ImageProxySettings: { Enable: true },
  ServiceSettings: { AllowedUntrustedInternalConnections: '127.0.0.1' },
};

type Params = World['params'];
/** By path, what it needs to know of the query. */
const queries: Readonly<Record<string, (params: Params) => string>> = {
  // Lists of commands are asked for without a team otherwise.
  '/api/v4/commands': ({ team_id }) => `&team_id=${team_id}`,
  '/api/v4/emoji/autocomplete': () => '&name=par',
  '/api/v4/files': ({ channel_id }) => `&channel_id=${channel_id}&filename=a.txt`,
  '/files/:file_id/public': ({ file_id }) =>
    `&h=${createHash('sha256')
      .update(`${publicLinkSalt}${String(file_id)}`)
      .digest('base64url')}`,
};
