/**
 * Clients leave out what they have no value for, or send null: for a text, for an empty list, for a whole body. Both are
 * the zero value, and are refused only where the operation cannot do without.
 */
import { errorStatus } from '@innermost/protocol/errors.ts';
import { expect, test } from 'vitest';
import { isOnNetwork, type Endpoint } from '../../../endpoint/endpoint.ts';
import { schemaOf } from '../../../endpoint/reads.ts';
import { endpoints as all } from '../../../registry.ts';
import { startServer } from '../../start-server.ts';
import { bodyOf, exampleOf } from '../bodies.ts';
import { partsOf, type BodyPart } from '../body-parts.ts';
import { callIn, shapeSettings, worldFor } from '../calls.ts';
import { callers, type Caller, type World } from '../world.ts';

export const withBody = all.filter((one) => schemaOf(one.declaration.body) && isOnNetwork(one));
const nameOf = ({ route }: Endpoint): string => `${route.method} ${route.path}`;

/** By the place in the body, as `call` tells them. */
const refusalsOf = (endpoint: Endpoint): Record<string, string> =>
  Object.fromEntries(
    Object.entries(exampleOf(endpoint)?.needs ?? {}).map(([place, id]) => [place, `${errorStatus(id)} ${id}`]),
  );

/** The body with another value at a path of keys and of places in lists; undefined leaves the key out. */
function withValue(body: unknown, [key, ...rest]: BodyPart['path'], value: unknown): unknown {
  if (key === undefined) return value;
  if (typeof key === 'number') {
    const items: unknown[] = Array.isArray(body) && body.length > 0 ? [...(body as unknown[])] : [undefined];
    items[0] = withValue(items[0], rest, value);
    return items;
  }
  const fields: Record<string, unknown> = { ...(typeof body === 'object' ? body : {}) };
  const next = withValue(fields[key], rest, value);
  if (next === undefined) delete fields[key];
  else fields[key] = next;
  return fields;
}

const wrong = (part: BodyPart): unknown => (part.kind === 'text' ? { odd: 1 } : 'odd');
/** Keys can be left out; the whole, and the elements of lists, only be null. */
const isKey = ({ path }: BodyPart): boolean => typeof path.at(-1) === 'string';
const placeOf = ({ path }: BodyPart): string => path.join('.') || 'all';
const put =
  (value: unknown, ...parts: BodyPart[]) =>
  (body: unknown): unknown =>
    parts.reduce((changed, { path }) => withValue(changed, path, value), body);

const levelsOf = (parts: readonly BodyPart[]): BodyPart[][] =>
  [...Map.groupBy(parts, ({ path }) => path.length)].map(([, level]) => level);

/** Of every `of`th endpoint, from the `nth` on, so that several files share the work. */
export async function testPart(nth: number, of: number): Promise<void> {
  const endpoints = withBody.filter((_one, index) => index % of === nth - 1);
  const server = await startServer({
    config: shapeSettings,
  });

  /** Somebody who may do it, so that what is refused is refused for its body. */
  async function ableCaller(endpoint: Endpoint): Promise<Caller> {
    for (const caller of ['admin', ...callers] as const) {
      const world = await worldFor(server, endpoint, caller);
      if ((await callIn(server, endpoint, world, bodyOf(endpoint, world))).status < 300) return caller;
    }
    return 'admin';
  }

  /** '' when it was done; the status and the id of the error when not. */
  async function call(endpoint: Endpoint, world: World, change: (body: unknown) => unknown): Promise<string> {
    const { status, text } = await callIn(server, endpoint, world, change(bodyOf(endpoint, world)));
    return status < 300 ? '' : `${status} ${(JSON.parse(text) as { id: string }).id}`;
  }

  const outcome = async (endpoint: Endpoint, caller: Caller, change: (body: unknown) => unknown): Promise<string> =>
    call(endpoint, await worldFor(server, endpoint, caller), change);

  test('null and absence are refused only where the operation cannot do without', async () => {
    for (const endpoint of endpoints) {
      const name = nameOf(endpoint);
      const refusals = refusalsOf(endpoint);
      const caller = await ableCaller(endpoint);
      const done = await outcome(endpoint, caller, (body) => body);
      const parts = partsOf(schemaOf(endpoint.declaration.body));
      expect(parts.map(placeOf), name).toEqual(expect.arrayContaining(Object.keys(refusals)));
      for (const part of parts) {
        const refusal = refusals[placeOf(part)];
        if (isKey(part) && refusal === undefined) continue;
        expect(await outcome(endpoint, caller, put(null, part)), `${name} ${placeOf(part)}`).toBe(refusal ?? done);
        if (isKey(part)) expect(await outcome(endpoint, caller, put(undefined, part)), name).toBe(refusal);
      }
      // All others of a level at once. Where nothing is left to do, that may be refused as an empty body is.
      for (const level of levelsOf(parts.filter((part) => isKey(part) && !(placeOf(part) in refusals)))) {
        const where = `${name} ${level.map(placeOf).join(', ')}`;
        expect([done, refusals['all']], where).toContain(await outcome(endpoint, caller, put(null, ...level)));
        expect([done, refusals['all']], where).toContain(await outcome(endpoint, caller, put(undefined, ...level)));
      }
    }
  }, 600_000);

  test('a body may be missing only where the declaration says so', async () => {
    for (const endpoint of endpoints) {
      const mayBeMissing = endpoint.declaration.bodyMayBeMissing === true;
      const caller = await ableCaller(endpoint);
      const expected = mayBeMissing
        ? (refusalsOf(endpoint)['all'] ?? '')
        : '400 api.context.invalid_body_param.app_error';
      expect(await outcome(endpoint, caller, () => undefined), nameOf(endpoint)).toBe(expected);
    }
  }, 600_000);

  test('a value of the wrong type is the caller’s fault, and said so', async () => {
    for (const endpoint of endpoints) {
      // One world will do: nothing is done.
      const world = await worldFor(server, endpoint, 'admin');
      for (const part of partsOf(schemaOf(endpoint.declaration.body))) {
        const found = await call(endpoint, world, put(wrong(part), part));
        expect(found, `${nameOf(endpoint)} ${placeOf(part)}`).toBe('400 api.context.invalid_body_param.app_error');
      }
    }
  }, 600_000);
}
