import { createTeam } from '@innermost/protocol/teams.ts';
import { expect, test } from 'vitest';
import type { Person } from '../testing/person.ts';
import { startServer } from '../testing/start-server.ts';

const server = await startServer();

test('more writers at once than connections, none of whom is known to the server yet, all come through', async () => {
  const people: Person[] = [];
  for (let n = 0; n < 12; n += 1) people.push(await server.make.person());
  await server.forgetEverything();
  const made = await Promise.all(
    people.map((person, n) =>
      person.call(createTeam, { body: { name: `cold-${n}`, display_name: 'Cold', type: 'O' } }),
    ),
  );
  expect(made).toHaveLength(12);
});
