import { Fragment, type ReactNode } from 'react';
import {
  Archive,
  ArchiveRestore,
  Globe,
  Info,
  Lock,
  type LucideIcon,
  Pencil,
  Trash2,
  UserMinus,
  UserPlus,
} from 'lucide-react';

import type { Post } from '@innermost/protocol/posts.ts';

import { useLive } from '../../live/live.ts';
import { displayName } from '../../live/select.ts';
import { clockTime, exactTime } from '../../shell/time.ts';
import { InlineText } from '../../text/Text.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { rowFocus } from './row-focus.ts';
import { textProp } from './speaker.ts';

export interface SystemLineProps {
  /** One, or several in which the same happened. */
  posts: readonly Post[];
  rowKey: string;
  isStop: boolean;
}

/** One line about the channel itself, told from types and props rather than from the posts' text. */
export function SystemLine({ posts, rowKey, isStop }: SystemLineProps) {
  const post = posts.at(-1);
  if (!post) return null;
  const { icon, say } = post.delete_at > 0 ? deleted : (lines[post.type] ?? other);
  return (
    <article className="sys" {...rowFocus(rowKey, isStop)}>
      <span className="gut">
        <Icon of={icon} />
      </span>
      <span>
        {say(post, posts)}
        <time dateTime={new Date(post.create_at).toISOString()} title={exactTime(post.create_at)}>
          {clockTime(post.create_at)}
        </time>
      </span>
    </article>
  );
}

interface Line {
  icon: LucideIcon;
  say: (post: Post, posts: readonly Post[]) => ReactNode;
}

const deleted: Line = { icon: Trash2, say: () => 'Message deleted' };
const other: Line = { icon: Info, say: (post) => <InlineText source={post.message} /> };

/** The one who acted. */
function Actor({ post }: { post: Post }) {
  return <Name userId={post.user_id} username={textProp(post, 'username')} />;
}

interface NameProps {
  userId: string;
  username: string;
}

function Name({ userId, username }: NameProps) {
  const user = useLive((state) => state.users[userId]);
  const isMe = useLive((state) => state.me_id === userId);
  const name = useLive((state) => (user ? displayName(user, state.config) : username || 'Someone'));
  return <b>{isMe ? 'You' : name}</b>;
}

const mostNames = 4;

/** "Ann", "Ann and Bob", "Ann, Bob, Carol and 7 others"; each person once. */
function Names({ people }: { people: readonly NameProps[] }) {
  const unique = [...new Map(people.map((one) => [one.userId, one])).values()];
  const shown = unique.length > mostNames ? unique.slice(0, mostNames - 1) : unique;
  const rest = unique.length - shown.length;
  return shown.map((one, index) => {
    const isLast = index === shown.length - 1;
    const after = isLast
      ? rest > 0
        ? ` and ${rest} others`
        : ''
      : index === shown.length - 2 && rest === 0
        ? ' and '
        : ', ';
    return (
      <Fragment key={one.userId}>
        <Name {...one} />
        {after}
      </Fragment>
    );
  });
}

const actorsOf = (posts: readonly Post[]) =>
  posts.map((post) => ({ userId: post.user_id, username: textProp(post, 'username') }));
const addedBy = (posts: readonly Post[]) =>
  posts.map((post) => ({ userId: textProp(post, 'addedUserId'), username: textProp(post, 'addedUsername') }));

function joined(what: string): Line {
  return {
    icon: UserPlus,
    say: (_, posts) => (
      <>
        <Names people={actorsOf(posts)} /> joined {what}
      </>
    ),
  };
}

function left(what: string): Line {
  return {
    icon: UserMinus,
    say: (_, posts) => (
      <>
        <Names people={actorsOf(posts)} /> left {what}
      </>
    ),
  };
}

function added(what: string): Line {
  return {
    icon: UserPlus,
    say: (post, posts) => (
      <>
        <Actor post={post} /> added <Names people={addedBy(posts)} /> to {what}
      </>
    ),
  };
}

function changed(what: string, prop: string): Line {
  return {
    icon: Pencil,
    say(post) {
      const now = textProp(post, prop);
      return now === '' ? (
        <>
          <Actor post={post} /> removed the {what}
        </>
      ) : (
        <>
          <Actor post={post} /> changed the {what} to “<InlineText source={now} />”
        </>
      );
    },
  };
}

const removed: Line = {
  icon: UserMinus,
  say: (post) => (
    <>
      <Name userId={textProp(post, 'removedUserId')} username={textProp(post, 'removedUsername')} /> was removed by{' '}
      <Actor post={post} />
    </>
  ),
};

const lines: Readonly<Record<string, Line>> = {
  system_join_channel: joined('the channel'),
  system_guest_join_channel: joined('the channel as a guest'),
  system_leave_channel: left('the channel'),
  system_add_to_channel: added('the channel'),
  system_add_guest_to_chan: added('the channel as a guest'),
  system_remove_from_channel: removed,
  system_join_team: joined('the team'),
  system_leave_team: left('the team'),
  system_add_to_team: added('the team'),
  system_remove_from_team: {
    icon: UserMinus,
    say: (post) => (
      <>
        <Actor post={post} /> was removed from the team
      </>
    ),
  },
  system_header_change: changed('topic', 'new_header'),
  system_purpose_change: changed('purpose', 'new_purpose'),
  system_displayname_change: changed('name', 'new_displayname'),
  system_change_chan_privacy: {
    icon: Globe,
    say: (post) => (
      <>
        <Actor post={post} /> changed who can see this channel
      </>
    ),
  },
  system_channel_deleted: {
    icon: Archive,
    say: (post) => (
      <>
        <Actor post={post} /> archived the channel
      </>
    ),
  },
  system_channel_restored: {
    icon: ArchiveRestore,
    say: (post) => (
      <>
        <Actor post={post} /> restored the channel
      </>
    ),
  },
  system_move_channel: {
    icon: Lock,
    say: (post) => (
      <>
        <Actor post={post} /> moved the channel to this team
      </>
    ),
  },
};
