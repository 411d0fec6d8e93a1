/** What a reply needs to know of its root, kept for the threads that are alive. */
import { LRUCache } from 'lru-cache';
import type { ChannelFacts } from '../../../access/directory.ts';
import { isInTransaction, perServer } from '../../../work/services.ts';
import type { Work } from '../../../work/work.ts';
import { AppError } from '../../../platform/http/errors.ts';
import { mentionsOf, type Mentions } from '../text/mentions.ts';
import type { Follow } from './post-to-write.ts';
import { selectRoot, selectThreadFollowersOfChannel } from '../text/queries/mentions.ts';

interface ThreadRoot {
  readonly channel_id: string;
  /** Who follows because of the root itself: its author, whom it mentioned, who follows the channel's threads. */
  readonly followers: readonly string[];
}

class ThreadRoots {
  readonly #kept = new LRUCache<string, ThreadRoot>({ max: 5_000 });
  /** Of what was forgotten; what was being loaded meanwhile is not kept. */
  #count = 0;

  async get(rootId: string, channelId: string, load: () => Promise<ThreadRoot>): Promise<ThreadRoot> {
    const known = this.#kept.get(rootId);
    if (known?.channel_id === channelId) return known;
    const count = this.#count;
    const root = await load();
    if (count === this.#count) this.#kept.set(rootId, root);
    return root;
  }

  forget(rootId: string): void {
    this.#count += 1;
    this.#kept.delete(rootId);
  }

  forgetChannel(channelId: string): void {
    this.#count += 1;
    for (const [rootId, { channel_id }] of this.#kept) if (channel_id === channelId) this.#kept.delete(rootId);
  }

  forgetAll(): void {
    this.#count += 1;
    this.#kept.clear();
  }
}

export const threadRoots = perServer(() => new ThreadRoots());

async function loadRoot(w: Work, channel: ChannelFacts, rootId: string): Promise<ThreadRoot> {
  const { db, services } = w;
  const row = (await selectRoot(db, { id: rootId }))[0];
  if (!row) throw new AppError('api.post.create_post.root_id.app_error');
  if (row.channel_id !== channel.id) throw new AppError('api.post.create_post.channel_root_id.app_error');
  const text = { message: row.message, attachments: [] };
  const author = { id: row.user_id, isWebhook: row.from_webhook, mayCallChannel: false };
  const [mentions, always, memberships] = await Promise.all([
    channel.type === 'D' || channel.type === 'G' ? undefined : mentionsOf(w, channel, text, author),
    selectThreadFollowersOfChannel(db, { channel_id: channel.id }),
    services.directory.memberships.get(row.user_id),
  ]);
  const followers = new Set([...(mentions?.people ?? []), ...always.map(({ user_id }) => user_id)]);
  if (!row.from_webhook && memberships?.channels.has(channel.id)) followers.add(row.user_id);
  return { channel_id: row.channel_id, followers: [...followers] };
}

/**
 * Who follows a thread because of one more reply: its author and whoever it calls by name in any case, the others
 * unless they had unfollowed. 400 when the root is no live root post of the channel.
 */
export async function followsOfReply(
  w: Work,
  channel: ChannelFacts,
  reply: { root_id: string; user_id: string; isWebhook: boolean } & Pick<Mentions, 'people' | 'explicit'>,
): Promise<Follow[]> {
  const load = () => loadRoot(w, channel, reply.root_id);
  // What a transaction read may never be committed.
  const root = await (isInTransaction(w.services)
    ? load()
    : threadRoots(w.services).get(reply.root_id, channel.id, load));
  if (!w.config.ServiceSettings.ThreadAutoFollow) return [];
  const follows = new Map<string, Follow>();
  for (const user_id of root.followers) follows.set(user_id, { user_id, again: false, wrote: false, mentioned: false });
  const explicit = new Set(reply.explicit);
  for (const user_id of reply.people)
    follows.set(user_id, { user_id, again: explicit.has(user_id), wrote: false, mentioned: true });
  if (!reply.isWebhook)
    follows.set(reply.user_id, { user_id: reply.user_id, again: true, wrote: true, mentioned: false });
  return [...follows.values()];
}
