import { patchChannel } from '@innermost/protocol/channels.ts';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startServer } from '../testing/start-server.ts';

const server = await startServer();
const { directory, hub } = server.app.services;

test('what changed is forgotten before anybody hears of it', async () => {
  const { ann, channel } = await server.make.conversation();
  expect((await directory.channels.get(channel.id))?.display_name).toBe(channel.display_name);
  const publish = hub.publish;
  const known: unknown[] = [];
  const spy = vi.spyOn(hub, 'publish').mockImplementation((emissions) => {
    if (emissions.some(({ event }) => event === 'channel_updated')) known.push(directory.channels.peek(channel.id));
    publish(emissions);
  });
  onTestFinished(() => spy.mockRestore());
  await ann.call(patchChannel, { params: { channel_id: channel.id }, body: { display_name: 'Another' } });
  expect(known).toEqual([undefined]);
  expect((await directory.channels.get(channel.id))?.display_name).toBe('Another');
});

test('what cannot be read anew, because the database is away, is tried again', async () => {
  const reload = vi.spyOn(directory, 'reloadRoles').mockRejectedValueOnce(new Error('away'));
  onTestFinished(() => reload.mockRestore());
  await server.forgetEverything();
  expect(reload).toHaveBeenCalledTimes(1);
  await expect.poll(() => reload.mock.calls.length, { timeout: 10_000 }).toBe(2);
});

test('when events may have been missed, every client starts anew', async () => {
  const ann = await server.make.person();
  await server.listen(ann);
  const { dropped } = hub.stats();
  await server.forgetEverything();
  expect(hub.stats().dropped).toBe(dropped);
  await server.app.readAnew();
  expect(hub.stats().dropped).toBe(dropped + 1);
});
