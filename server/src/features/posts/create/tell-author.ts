/** Messages that only the author of a post sees, and that are kept nowhere: what the post did not do. */
import type { Post } from '@innermost/protocol/posts.ts';
import type { ChannelFacts } from '../../../access/directory.ts';
import type { Work } from '../../../work/work.ts';
import { newId } from '../../../platform/ids.ts';
import { selectTeammatesAmong } from '../text/queries/mentions.ts';

interface About {
  readonly id: string;
  readonly user_id: string;
  readonly root_id: string;
  /** ms since 1970. */
  readonly create_at: number;
  readonly channel: ChannelFacts;
}

function tell(w: Work, about: About, message: string, props: Record<string, unknown>): void {
  const { user_id, root_id, channel } = about;
  // After the post, wherever clients sort by time.
  const at = about.create_at + 1;
  const post: Post = {
    id: newId(),
    create_at: at,
    // Wire: nobody wrote it, and it never changes.
    update_at: 0,
    edit_at: 0,
    delete_at: 0,
    is_pinned: false,
    user_id: '',
    channel_id: channel.id,
    root_id,
    original_id: '',
    message,
    type: 'system_ephemeral',
    props,
    hashtags: '',
    file_ids: [],
    pending_post_id: '',
    reply_count: 0,
    last_reply_at: 0,
    participants: null,
    metadata: {},
  };
  w.emit('ephemeral_message', { post }, { channel_id: channel.id, user_id });
}

/** `@a, @b and @c` */
function listed(names: readonly string[]): string {
  const called = names.map((name) => `@${name}`);
  const last = called.pop() ?? '';
  return called.length === 0 ? last : `${called.join(', ')} and ${last}`;
}

/**
 * Whom the post named although they are not in the channel. Wire: clients offer to add them, by the prop
 * `add_channel_member`. Bots, and people who are not in the team, are not spoken of. One
 * round trip.
 */
export async function tellOfOutsiders(w: Work, about: About, outsiders: readonly string[]): Promise<void> {
  if (outsiders.length === 0) return;
  const teammates = await selectTeammatesAmong(w.db, { ids: outsiders, team_id: about.channel.team_id });
  const byId = new Map(teammates.map((person) => [person.id, person]));
  const people = outsiders.flatMap((id) => byId.get(id) ?? []);
  if (people.length === 0) return;
  const usernames = people.map(({ username }) => username);
  const user_ids = people.map(({ id }) => id);
  const were = people.length === 1 ? 'was' : 'were';
  tell(w, about, `${listed(usernames)} ${were} not notified, because they are not in this channel.`, {
    add_channel_member: {
      post_id: about.id,
      usernames,
      not_in_channel_usernames: usernames,
      user_ids,
      not_in_channel_user_ids: user_ids,
      not_in_groups_usernames: [],
      not_in_groups_user_ids: [],
    },
  });
}

/** The author called the whole channel without the right to. */
export function tellOfNoCall(w: Work, about: About): void {
  tell(w, about, 'Nobody was notified by @channel, @all or @here: you may not call the whole channel.', {});
}
