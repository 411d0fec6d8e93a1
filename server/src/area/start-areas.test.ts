import { pino } from 'pino';
import { expect, test } from 'vitest';
import type { Services } from '../work/services.ts';
import type { Area } from './area.ts';
import { startAreas } from './start-areas.ts';

// Nothing else of the services is looked at.
const services = { log: pino({ level: 'silent' }) } as Services;
const later = () => new Promise((resolve) => setImmediate(resolve));

function noting(said: string[], name: string): Area {
  const say = async (what: string) => {
    await later();
    said.push(`${what} ${name}`);
  };
  return {
    name,
    async start() {
      await say('start');
      return () => say('stop');
    },
  };
}

test('areas start one after another and stop in the opposite order, each awaited', async () => {
  const said: string[] = [];
  const stop = await startAreas([noting(said, 'users'), { name: 'roles' }, noting(said, 'posts')], services);
  expect(said).toEqual(['start users', 'start posts']);
  await stop();
  expect(said.slice(2)).toEqual(['stop posts', 'stop users']);
});

test('a stop that fails keeps no other from running', async () => {
  const said: string[] = [];
  const failing: Area = {
    name: 'posts',
    start: () => () => {
      throw new Error('no');
    },
  };
  const stop = await startAreas([noting(said, 'users'), failing], services);
  await stop();
  expect(said).toEqual(['start users', 'stop users']);
});

test('a start that fails stops what had begun, and is told', async () => {
  const said: string[] = [];
  const failing: Area = { name: 'posts', start: () => Promise.reject(new Error('no place')) };
  await expect(startAreas([noting(said, 'users'), failing, noting(said, 'teams')], services)).rejects.toThrow(
    'no place',
  );
  expect(said).toEqual(['start users', 'stop users']);
});
