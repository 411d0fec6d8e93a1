/** What receiving asks for again and again, at hand while it does not change. */
import type { IncomingWebhook } from '@innermost/protocol/webhooks.ts';
import { LoadingCache, type Cache } from '../../access/cache.ts';
import type { ChannelFacts, PersonFacts } from '../../access/directory.ts';
import { perServer, type Services } from '../../work/services.ts';
import { noTransaction, work } from '../../work/work.ts';
import { selectHook, selectIdOfChannel } from './queries.ts';

/** Live hooks by id. */
export const knownHooks = perServer(
  (services) =>
    new LoadingCache<IncomingWebhook>(10_000, (id) =>
      work(services, noTransaction, async ({ db }) => (await selectHook(db, { id }))[0]),
    ),
);

/** Where a channel of that name was last found; compared with the directory before use. */
export const channelIds = perServer(
  (services) =>
    new LoadingCache<{ id: string }>(10_000, (key) => {
      const slash = key.indexOf('/');
      const wanted = { team_id: key.slice(0, slash), name: key.slice(slash + 1) };
      return work(services, noTransaction, async ({ db }) => (await selectIdOfChannel(db, wanted))[0]);
    }),
);

/** What a name stands for: the id it last had, or the one it has now if that no longer fits. */
async function current<T>(
  ids: Cache<{ id: string }>,
  name: string,
  fitting: (id: string) => Promise<T | undefined>,
): Promise<T | undefined> {
  const kept = ids.peek(name);
  const known = kept && (await fitting(kept.id));
  if (known) return known;
  const found = await ids.again(name);
  return found && fitting(found.id);
}

/** A live channel; `teamId` '' for direct ones. */
export function channelOfName(services: Services, teamId: string, name: string): Promise<ChannelFacts | undefined> {
  const { channels } = services.directory;
  return current(channelIds(services), `${teamId}/${name}`, async (id) => {
    const channel = channels.peek(id) ?? (await channels.get(id));
    return channel?.name === name && channel.team_id === teamId && channel.delete_at === 0 ? channel : undefined;
  });
}

/** Whoever has the username now. */
export function personOfName(services: Services, username: string): Promise<PersonFacts | undefined> {
  const { people, usernames } = services.directory;
  return current(usernames, username, async (id) => {
    const person = people.peek(id) ?? (await people.get(id));
    return person?.username === username ? person : undefined;
  });
}
