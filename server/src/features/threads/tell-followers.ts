/** After a reply was written or deleted: every follower who is there learns the new state of the thread. */
import type { Services } from '../../endpoint/services.ts';
import type { Emission } from '../../realtime/audience.ts';
import { asReadBy, hiddenFields, type PostCreated, type PostDeleted } from '../posts/index.ts';
import { selectFollowers, selectStates } from './queries.ts';
import { rootsOf, threadPayload } from './thread-json.ts';

async function tell(
  services: Services,
  threadId: string,
  userIds: readonly string[],
  before: (userId: string) => { mentions: number; replies: number },
): Promise<void> {
  const present = userIds.filter((userId) => services.hub.isConnected(userId));
  if (present.length === 0) return;
  const { db } = services.database;
  const [states, roots] = await Promise.all([
    selectStates.run(db, [threadId, present]),
    rootsOf(db, present[0] ?? '', [threadId], hiddenFields(services)),
  ]);
  const root = roots.get(threadId);
  if (!root) return;
  const emissions = states.map(async (state): Promise<Emission<'thread_updated'>> => {
    const { mentions, replies } = before(state.user_id);
    const { roles = '' } = (await services.directory.people.get(state.user_id)) ?? {};
    const shown = await asReadBy(services, { user_id: state.user_id, roles }, root);
    return {
      event: 'thread_updated',
      data: {
        thread: threadPayload(state, shown),
        previous_unread_mentions: Math.max(state.unread_mentions - mentions, 0),
        previous_unread_replies: Math.max(state.unread_replies - replies, 0),
      },
      audience: { team_id: state.team_id, user_id: state.user_id },
    };
  });
  services.hub.publish(await Promise.all(emissions));
}

/** Two round trips however many follow; none when nobody who follows is connected. */
export async function tellFollowersOfReply(services: Services, created: PostCreated): Promise<void> {
  const { record, followers, mentions } = created;
  if (record.root_id === '') return;
  const called = new Set(mentions);
  await tell(services, record.root_id, followers, (userId) => ({
    mentions: called.has(userId) ? 1 : 0,
    replies: userId === record.user_id ? 0 : 1,
  }));
}

export async function tellFollowersOfDeletion(services: Services, deleted: PostDeleted): Promise<void> {
  if (deleted.root_id === '') return;
  const followers = await selectFollowers.run(services.database.db, [deleted.root_id]);
  const ids = followers.map(({ user_id }) => user_id);
  await tell(services, deleted.root_id, ids, () => ({ mentions: 0, replies: 0 }));
}
