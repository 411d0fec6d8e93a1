import { expect, test } from 'vitest';
import { emissionsIn } from './emissions.ts';
import { endpointsPage } from './endpoints.ts';
import { membersOf } from './interfaces.ts';
import { parse } from '../syntax.ts';
import { notServedPage } from './not-served.ts';
import { permissionsPage } from './permissions.ts';
import { registered } from './registered.ts';
import { declarationIn, withSnippets } from './snippets.ts';
import { wireRemarks } from './wire.ts';

test('every endpoint has its area, and its row', async () => {
  const all = registered();
  const page = endpointsPage();
  for (const { endpoint, area } of all) {
    expect(area, endpoint.route.path).not.toBe('');
    expect(page).toContain(`| ${endpoint.route.method} | \`${endpoint.route.path}\` |`);
  }
});

test('what an endpoint reads stands in its row', () => {
  const page = endpointsPage();
  const bodyOf = (start: string) =>
    page
      .split('\n')
      .find((line) => line.startsWith(start))
      ?.split(' | ')[4];
  expect(bodyOf('| POST | `/api/v4/posts` |')).toBe('JSON');
  expect(bodyOf('| POST | `/api/v4/files` |')).toBe('form or bytes');
  expect(bodyOf('| GET | `/api/v4/posts/:post_id` |')).toBe('');
});

test('emissions are found however they are written', () => {
  const source = `
    emit('typing', { a: f(1, 2), b }, { channel_id, omit_users: [user_id] });
    call.emit(
      'posted',
      { post },
      {},
    );
    const whom = { user_id: granted.user_id, team_id };
    emit('user_added', { user_id }, whom);
    hub.publish([{ event: 'hello', data: { a: { b: 1 } }, audience: { user_id } }]);
    publish({ event: 'posted', data, audience });
    call.emit('posted', emission.data, emission.audience);
    const audienceOf = ({ type, id }: Channel): Audience => (type === 'O' ? { team_id } : { channel_id: id });
    emit('post_edited', { post }, audienceOf(channel));
    emit('post_deleted', { post }, elsewhere(channel));`;
  expect(emissionsIn('a.ts', source).map(({ event, audience }) => `${event}: ${audience}`)).toEqual([
    'typing: channel_id, omit_users',
    'posted: everybody',
    'user_added: team_id, user_id',
    'hello: user_id',
    'posted: audience',
    'post_edited: team_id or channel_id',
    'post_deleted: elsewhere(channel)',
  ]);
});

test('members of an interface are read as written', () => {
  const source = `export interface ThreadEvents {
  /** One line. */
  a: { b: string };
  c?:
    | Record<never, never>
    | { d: number };
}
export interface Other {
  e: string;
}`;
  expect(membersOf(parse('a.ts', source), 'ThreadEvents')).toEqual([
    ['a', '{ b: string }'],
    ['c?', 'Record<never, never> | { d: number }'],
  ]);
  expect(membersOf(parse('a.ts', source), 'Missing')).toEqual([]);
});

test('a permission stands with every endpoint and file that asks for it', async () => {
  expect(permissionsPage()).toMatch(/^\| `add_reaction` \| channel \| .*`POST \/api\/v4\/reactions`.* \|$/m);
});

test('what is served is no longer listed, whatever its parameters are called', () => {
  const list = `area,tier,method,path
posts,1,POST,/api/v4/posts
posts,1,GET,/api/v4/posts/{id:[a-z]+}
files,1,POST,/api/v4/nothing/{id}
`;
  const rows = notServedPage(list).match(/^\| \w+ \| 1 .*$/gm);
  expect(rows).toEqual(['| files | 1 | POST | `/api/v4/nothing/{id}` |']);
});

test('a remark ends with its comment', () => {
  const source = `
/**
 * What it does. Wire: the first,
 * over two lines.
 */
const a = 1; // Wire: at the end of a line.
// Wire: before code,
// and on.
const b = 'no // comment, and Wire: no remark';
/** Wire: short. */`;
  expect(wireRemarks('a.ts', source).map(({ text }) => text)).toEqual([
    'the first, over two lines.',
    'at the end of a line.',
    'before code, and on.',
    'short.',
  ]);
});

const sample = `import a from 'a';

/** Says why. */
export async function first(): Promise<void> {
  if (a) {
    await a();
  }
}
export const second = route('GET', '/a');
export const third = route('GET', '/b')
  .takes<A>()
  .returns<B>();
export const fourth = [
  one(),
];
export async function fifth(
  a: A,
): Promise<void> {
  await a();
}
test('a title', () => {
  expect(1).toBe(1);
});
`;

test.each([
  ['first', `/** Says why. */\nexport async function first(): Promise<void> {\n  if (a) {\n    await a();\n  }\n}`],
  ['second', `export const second = route('GET', '/a');`],
  ['third', `export const third = route('GET', '/b')\n  .takes<A>()\n  .returns<B>();`],
  ['fourth', 'export const fourth = [\n  one(),\n];'],
  ['fifth', 'export async function fifth(\n  a: A,\n): Promise<void> {\n  await a();\n}'],
  ['a title', `test('a title', () => {\n  expect(1).toBe(1);\n});`],
  ['fif', undefined],
])('a snippet is the whole declaration: %s', (name, expected) => {
  expect(declarationIn('a.ts', sample, name)).toBe(expected);
});

test('snippets are brought up to date in place, and a name that is gone is an error', () => {
  const stale = 'Before.\n<!-- from: a.ts#second -->\n```ts\nold\n\nold\n```\nAfter.\n';
  const fresh = withSnippets(stale, () => sample);
  expect(fresh).toBe(
    `Before.\n<!-- from: a.ts#second -->\n\`\`\`ts\nexport const second = route('GET', '/a');\n\`\`\`\nAfter.\n`,
  );
  expect(withSnippets(fresh, () => sample)).toBe(fresh);
  expect(() => withSnippets('<!-- from: a.ts#gone -->\n', () => sample)).toThrow('a.ts declares no gone');
});
