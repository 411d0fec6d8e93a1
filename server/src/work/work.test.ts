import { patchChannel } from '@innermost/protocol/channels.ts';
import { savePreferences } from '@innermost/protocol/preferences.ts';
import { sql } from 'kysely';
import { expect, onTestFinished, test, vi } from 'vitest';
import { sql as text, statementsOf } from '../platform/db/statement.ts';
import { hashPassword } from '../platform/passwords/passwords.ts';
import type { Person } from '../testing/person.ts';
import { startServer } from '../testing/start-server.ts';
import { work } from './work.ts';

const server = await startServer();
const { services } = server.app;
const statement = statementsOf<{ one: { params: Record<never, never>; row: { one: number } } }>(import.meta.url);
const one = statement('one', text`SELECT 1 AS one`);

const save = (person: Person, value: string) => {
  const preference = { user_id: person.id, category: 'tests', name: 'one', value };
  return person.call(savePreferences, { params: { user_id: person.id }, body: [preference] });
};

test.for([
  ['ends the backend', 'PERFORM pg_terminate_backend(pg_backend_pid())', 503],
  ['is refused', `RAISE unique_violation USING MESSAGE = 'refused'`, 500],
] as const)('a COMMIT that %s costs no connection', async ([, statement, status]) => {
  await sql
    .raw(
      `CREATE OR REPLACE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${statement}; RETURN NULL; END $$;
       DROP TRIGGER IF EXISTS spoil ON preferences;
       CREATE CONSTRAINT TRIGGER spoil AFTER INSERT OR UPDATE ON preferences DEFERRABLE INITIALLY DEFERRED
         FOR EACH ROW WHEN (NEW.value = 'spoilt') EXECUTE FUNCTION spoil()`,
    )
    .execute(server.database.db);
  const ann = await server.make.person();
  // More often than the pool has connections.
  for (let n = 0; n < 12; n += 1) await expect(save(ann, 'spoilt')).rejects.toMatchObject({ status });
  expect(await save(ann, 'kept')).toEqual({ status: 'OK' });
});

test('after a COMMIT without an answer nothing that was remembered is believed', async () => {
  const { ann, channel } = await server.make.conversation();
  const { directory } = services;
  expect(await directory.channels.get(channel.id)).toBeDefined();
  const failed = work(services, { lanes: [ann.id] }, async ({ db }) => {
    await one(db);
    Object.assign(db, {
      commit: () => ({ execute: () => Promise.reject(new Error('Connection terminated unexpectedly')) }),
    });
  });
  await expect(failed).rejects.toThrow('Connection terminated');
  expect(directory.channels.peek(channel.id)).toBeUndefined();
});

test('what throws after the commit fails neither the answer nor the events nor what else follows', async () => {
  const { ann, bob, channel } = await server.make.conversation();
  const byBob = await server.listen(bob);
  const logged = vi.spyOn(services.log, 'error');
  const forget = vi.spyOn(services.directory.channels, 'forget').mockImplementation(() => {
    throw new Error('spoilt');
  });
  onTestFinished(() => forget.mockRestore());
  const patched = await ann.call(patchChannel, { params: { channel_id: channel.id }, body: { header: 'new' } });
  expect(patched.header).toBe('new');
  expect(await byBob.next('channel_updated')).toBeDefined();
  expect(logged).toHaveBeenCalledWith(
    expect.objectContaining({ err: expect.objectContaining({ message: 'spoilt' }) }),
    expect.any(String),
  );
});

test('facts apply one by one, and an event that cannot be sent keeps no other back', async () => {
  const { ann, team, channel } = await server.make.conversation();
  const { channels, teams } = services.directory;
  expect(await channels.get(channel.id)).toBeDefined();
  const byAnn = await server.listen(ann);
  const forget = vi.spyOn(teams, 'forget').mockImplementationOnce(() => {
    throw new Error('spoilt');
  });
  const publish = vi.spyOn(services.hub, 'publish').mockImplementationOnce(() => {
    throw new Error('spoilt');
  });
  onTestFinished(() => {
    forget.mockRestore();
    publish.mockRestore();
  });
  const result = await work(services, { lanes: [ann.id] }, async (w) => {
    w.changed({ kind: 'team', team_id: team.id });
    w.changed({ kind: 'channel', channel_id: channel.id });
    w.emit('preferences_changed', { preferences: [] }, { user_id: ann.id });
    w.emit('sidebar_category_updated', {}, { user_id: ann.id });
    return 'done';
  });
  expect([result, channels.peek(channel.id)]).toEqual(['done', undefined]);
  expect(await byAnn.next('sidebar_category_updated')).toBeDefined();
});

test('without a transaction, what was said of a committed statement is sent although a later one fails', async () => {
  const { ann, channel } = await server.make.conversation();
  const { channels } = services.directory;
  expect(await channels.get(channel.id)).toBeDefined();
  const byAnn = await server.listen(ann);
  const failing = work(services, { lanes: [ann.id], transaction: 'none' }, async (w) => {
    w.changed({ kind: 'channel', channel_id: channel.id });
    w.emit('sidebar_category_updated', {}, { user_id: ann.id });
    throw new Error('later');
  });
  await expect(failing).rejects.toThrow('later');
  expect(channels.peek(channel.id)).toBeUndefined();
  expect(await byAnn.next('sidebar_category_updated')).toBeDefined();
});

test('an event whose lane was not named is refused, and nothing is written', async () => {
  const { ann, bob, channel } = await server.make.conversation();
  const emitting = (lanes: string[], audience: object, about?: string) =>
    work(services, { lanes }, async (w) => w.emit('sidebar_category_updated', {}, audience, about));
  await expect(emitting([ann.id], { channel_id: channel.id })).rejects.toThrow('needs the lane');
  await expect(emitting([ann.id], { user_id: bob.id })).rejects.toThrow('needs the lane');
  await expect(emitting([ann.id], {})).rejects.toThrow('needs the lane of everybody');
  await emitting([channel.id], { channel_id: channel.id, user_id: bob.id });
  await emitting([ann.id], {}, ann.id);
  await emitting([''], {});
});

test('in a transaction everything reads through it, and passwords are not hashed', async () => {
  const ann = await server.make.person();
  await server.forgetEverything();
  await work(services, { lanes: [] }, async (w) => {
    expect('database' in w.services).toBe(false);
    expect((await w.services.directory.people.get(ann.id))?.id).toBe(ann.id);
    await expect(one(server.database.db)).rejects.toThrow('inside a transaction');
    await expect((async () => hashPassword('secret', 'bcrypt', 'ann'))()).rejects.toThrow('inside a transaction');
    await expect((async () => work(w.services, { lanes: [] }, () => one(w.db)))()).rejects.toThrow('inside');
  });
  // Of what it read, nothing is kept for others.
  expect(services.directory.people.peek(ann.id)).toBeUndefined();
  expect(await one(server.database.db)).toHaveLength(1);
});

test('too many who wait for one lane are told that the server is busy', async () => {
  const ann = await server.make.person();
  const held = await services.lanes.take([ann.id]);
  const waiting = Array.from({ length: 1_001 }, () => services.lanes.take([ann.id]));
  const last = waiting.pop();
  await expect(Promise.resolve(last)).rejects.toThrow('wait for the lane');
  await expect(save(ann, 'x')).rejects.toMatchObject({ status: 503, id: 'api.context.server_busy.app_error' });
  held.release();
  for (const one of waiting) (await one).release();
  expect(await save(ann, 'x')).toEqual({ status: 'OK' });
});
