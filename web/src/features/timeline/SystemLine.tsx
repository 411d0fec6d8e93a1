import type { ReactNode } from 'react';
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
import { listWith } from '../../words/ListWith.tsx';
import { Trans } from '../../words/Trans.tsx';
import { type Message, msg, t } from '../../words/words.ts';
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

const deleted: Line = { icon: Trash2, say: () => t('Message deleted') };
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
  const name = useLive((state) => (user ? displayName(user, state.config) : username || t('Someone')));
  return <b>{isMe ? t('You') : name}</b>;
}

const mostNames = 4;

/** "Ann", "Ann and Bob", "Ann, Bob, Carol and 7 others"; each person once. */
function Names({ people }: { people: readonly NameProps[] }) {
  const unique = [...new Map(people.map((one) => [one.userId, one])).values()];
  const shown = unique.length > mostNames ? unique.slice(0, mostNames - 1) : unique;
  const count = unique.length - shown.length;
  const rest = count > 0 ? [t('{count} others', { count })] : [];
  return listWith([...shown.map((one) => <Name key={one.userId} {...one} />), ...rest]);
}

const actorsOf = (posts: readonly Post[]) =>
  posts.map((post) => ({ userId: post.user_id, username: textProp(post, 'username') }));
const addedBy = (posts: readonly Post[]) =>
  posts.map((post) => ({ userId: textProp(post, 'addedUserId'), username: textProp(post, 'addedUsername') }));

function joined(text: Message): Line {
  return {
    icon: UserPlus,
    say: (_, posts) => <Trans text={text} parts={{ who: <Names people={actorsOf(posts)} /> }} />,
  };
}

function left(text: Message): Line {
  return { ...joined(text), icon: UserMinus };
}

function added(text: Message): Line {
  return {
    icon: UserPlus,
    say: (post, posts) => (
      <Trans text={text} parts={{ actor: <Actor post={post} />, who: <Names people={addedBy(posts)} /> }} />
    ),
  };
}

function changed(prop: string, text: Message, withoutIt: Message): Line {
  return {
    icon: Pencil,
    say(post) {
      const now = textProp(post, prop);
      const actor = <Actor post={post} />;
      if (now === '') return <Trans text={withoutIt} parts={{ actor }} />;
      return <Trans text={text} parts={{ actor, now: <InlineText source={now} /> }} />;
    },
  };
}

function acted(icon: LucideIcon, text: Message): Line {
  return { icon, say: (post) => <Trans text={text} parts={{ actor: <Actor post={post} /> }} /> };
}

const removed: Line = {
  icon: UserMinus,
  say: (post) => (
    <Trans
      text="<who/> was removed by <actor/>"
      parts={{
        who: <Name userId={textProp(post, 'removedUserId')} username={textProp(post, 'removedUsername')} />,
        actor: <Actor post={post} />,
      }}
    />
  ),
};

const lines: Readonly<Record<string, Line>> = {
  system_join_channel: joined(msg('<who/> joined the channel')),
  system_guest_join_channel: joined(msg('<who/> joined the channel as a guest')),
  system_leave_channel: left(msg('<who/> left the channel')),
  system_add_to_channel: added(msg('<actor/> added <who/> to the channel')),
  system_add_guest_to_chan: added(msg('<actor/> added <who/> to the channel as a guest')),
  system_remove_from_channel: removed,
  system_join_team: joined(msg('<who/> joined the team')),
  system_leave_team: left(msg('<who/> left the team')),
  system_add_to_team: added(msg('<actor/> added <who/> to the team')),
  system_remove_from_team: acted(UserMinus, msg('<actor/> was removed from the team')),
  system_header_change: changed(
    'new_header',
    msg('<actor/> changed the topic to “<now/>”'),
    msg('<actor/> removed the topic'),
  ),
  system_purpose_change: changed(
    'new_purpose',
    msg('<actor/> changed the purpose to “<now/>”'),
    msg('<actor/> removed the purpose'),
  ),
  system_displayname_change: changed(
    'new_displayname',
    msg('<actor/> changed the name to “<now/>”'),
    msg('<actor/> removed the name'),
  ),
  system_change_chan_privacy: acted(Globe, msg('<actor/> changed who can see this channel')),
  system_channel_deleted: acted(Archive, msg('<actor/> archived the channel')),
  system_channel_restored: acted(ArchiveRestore, msg('<actor/> restored the channel')),
  system_move_channel: acted(Lock, msg('<actor/> moved the channel to this team')),
};
