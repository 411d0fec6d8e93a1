// docs/permissions.md: which roles hold a permission on a fresh server, and what asks for it.
import { permissions, type Permission } from '../../protocol/src/permissions.ts';
import { upstreamRoles } from '../../server/src/platform/db/upstream/roles.ts';
import { productSources } from '../sources.ts';
import { byText, code, page, table } from './markdown.ts';
import { registered, type Registered } from './registered.ts';

const explanation = `The role \`system_admin\` holds every permission and is left out below. An endpoint that stands here asks for the permission
in its declaration; a file asks for it on the way.`;

export function permissionsPage(): string {
  const names = (Object.keys(permissions) as Permission[]).toSorted(byText);
  const asked = askedFor(names, registered());
  const rows = names
    .filter((name) => asked.has(name))
    .map((name) => [code(name), permissions[name], rolesWith(name), (asked.get(name) ?? []).map(code).join(', ')]);
  const rest = names.filter((name) => !asked.has(name)).map((name) => [code(name), permissions[name], rolesWith(name)]);
  return page(
    'Permissions',
    '`protocol/src/permissions.ts`, the roles of a fresh database and `server/src`',
    explanation,
    table(['Permission', 'Scope', 'Held by', 'Asked for by'], rows),
    '## Not asked for yet',
    'Clients read them all, roles keep them, and features to come will ask for them.',
    table(['Permission', 'Scope', 'Held by'], rest),
  );
}

function rolesWith(permission: string): string {
  const holders = upstreamRoles.filter((role) => role.name !== 'system_admin' && role.permissions.includes(permission));
  return holders.map(({ name }) => code(name)).join(' ');
}

function askedFor(names: readonly Permission[], all: readonly Registered[]): Map<string, string[]> {
  const asked = new Map<string, string[]>();
  const add = (name: string, by: string) => asked.set(name, [...(asked.get(name) ?? []), by]);
  for (const { endpoint } of all) {
    const words = new Set(endpoint.declaration.access.label.split(/[^a-z_]+/));
    const { method, path } = endpoint.route;
    for (const name of names) if (words.has(name)) add(name, `${method} ${path}`);
  }
  for (const { path, text } of productSources('server/src/{access,features}/**/*.ts')) {
    if (/\/(endpoints|queries)\.ts$/.test(path)) continue;
    for (const name of names) if (text.includes(`'${name}'`)) add(name, path.replace('server/src/', ''));
  }
  return asked;
}
