import { useState } from 'react';
import {
  Copy,
  Ellipsis,
  Link,
  MailOpen,
  MessageSquareReply,
  Pencil,
  Pin,
  PinOff,
  Trash2,
  type LucideIcon,
} from 'lucide-react';

import type { Post } from '@innermost/protocol/posts.ts';

import { useLiveShape } from '../../live/live.ts';
import { permittedOn } from '../../live/permitted.ts';
import { Emoji } from '../../text/Emoji.tsx';
import { useTextScope } from '../../text/scope.tsx';
import { useEmoji } from '../../text/useEmoji.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Menu, MenuItem, MenuSeparator } from '../../ui/Menu.tsx';
import { t } from '../../words/words.ts';
import { emojiHabits } from '../emoji/recent.ts';
import { AddReaction } from '../reactions/AddReaction.tsx';
import { toggleReaction } from '../reactions/react.ts';
import type { PostActions, PostActs } from './usePostActions.ts';

export interface PostToolsProps {
  post: Post;
  actions: PostActions;
}

const quickReactions = 3;

/** The bar over a message under the pointer or with focus; on touch, after a long press, a sheet. */
export function PostTools({ post, actions }: PostToolsProps) {
  const [quick] = useState(() => emojiHabits().recent.slice(0, quickReactions));
  const permitted = useLiveShape((state) => permittedOn(state, post));
  const acts = actions.acts(permitted);
  const mayReact = permitted.react;
  const { hold, closeSheet } = actions;
  if (actions.isSheetOpen) return <ToolSheet {...{ post, acts, mayReact, closeSheet, quick }} />;
  const moreActs = listed(acts, post);
  return (
    <div className="toolrail">
      <div className="tools" role="toolbar" aria-label={t('Message')}>
        {mayReact && quick.map((name) => <QuickReaction key={name} postId={post.id} name={name} />)}
        {mayReact && <AddReaction postId={post.id} look="tools" onOpenChange={hold} />}
        {acts.reply && (
          <IconButton icon={MessageSquareReply} label={t('Reply in thread')} keys="R" onClick={acts.reply} />
        )}
        {acts.edit && <IconButton icon={Pencil} label={t('Edit')} keys="E" onClick={acts.edit} />}
        <Menu
          label={t('More')}
          align="end"
          trigger={<IconButton icon={Ellipsis} label={t('More')} />}
          onOpenChange={hold}
        >
          {moreActs.map((act) => (
            <MenuItem key={act.label} icon={act.icon} onSelect={act.run} {...(act.keys && { keys: act.keys })}>
              {act.label}
            </MenuItem>
          ))}
          {acts.remove && <MenuSeparator />}
          {acts.remove && (
            <MenuItem icon={Trash2} keys="Delete" danger onSelect={acts.remove}>
              {t('Delete')}
            </MenuItem>
          )}
        </Menu>
      </div>
    </div>
  );
}

interface Listed {
  label: string;
  icon: LucideIcon;
  keys?: string;
  run: () => void;
}

function listed(acts: PostActs, { is_pinned }: Post): Listed[] {
  const all: (Omit<Listed, 'run'> & { run: (() => void) | undefined })[] = [
    { label: t('Copy text'), icon: Copy, keys: 'C', run: acts.copyText },
    { label: t('Copy link'), icon: Link, run: acts.copyLink },
    { label: is_pinned ? t('Unpin') : t('Pin to channel'), icon: is_pinned ? PinOff : Pin, keys: 'P', run: acts.pin },
    { label: t('Mark unread from here'), icon: MailOpen, keys: 'U', run: acts.markUnread },
  ];
  return all.flatMap(({ run, ...act }) => (run ? [{ ...act, run }] : []));
}

interface QuickReactionProps {
  postId: string;
  name: string;
  onDone?: () => void;
}

function QuickReaction({ postId, name, onDone }: QuickReactionProps) {
  const picture = useEmoji(name, useTextScope());
  if (!picture) return null;
  return (
    <button
      type="button"
      className="emo"
      aria-label={t('React with {emoji}', { emoji: name.replaceAll('_', ' ') })}
      onClick={() => {
        onDone?.();
        void toggleReaction(postId, name);
      }}
    >
      <Emoji name={name} picture={picture} />
    </button>
  );
}

interface ToolSheetProps {
  post: Post;
  acts: PostActs;
  mayReact: boolean;
  closeSheet: () => void;
  quick: readonly string[];
}

function ToolSheet({ post, acts, mayReact, closeSheet, quick }: ToolSheetProps) {
  const closing = (run: () => void) => () => {
    closeSheet();
    run();
  };
  const rows = [
    ...(acts.reply ? [{ label: t('Reply in thread'), icon: MessageSquareReply, run: acts.reply }] : []),
    ...(acts.edit ? [{ label: t('Edit'), icon: Pencil, run: acts.edit }] : []),
    ...listed(acts, post),
    ...(acts.remove ? [{ label: t('Delete'), icon: Trash2, run: acts.remove }] : []),
  ];
  return (
    <Dialog open title={t('Message')} onClose={closeSheet}>
      <div className="tool-sheet">
        {mayReact && (
          <div className="row">
            {quick.map((name) => (
              <QuickReaction key={name} postId={post.id} name={name} onDone={closeSheet} />
            ))}
            <AddReaction postId={post.id} look="tools" onOpenChange={(isOpen) => !isOpen && closeSheet()} />
          </div>
        )}
        <div className="menu">
          {rows.map((row) => (
            <button key={row.label} type="button" className="mi" onClick={closing(row.run)}>
              <Icon of={row.icon} />
              {row.label}
            </button>
          ))}
        </div>
      </div>
    </Dialog>
  );
}
