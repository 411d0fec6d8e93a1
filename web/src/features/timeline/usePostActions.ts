import { type FocusEvent, type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';

import type { Post } from '@innermost/protocol/posts.ts';

import { useLive } from '../../live/live.ts';
import { can } from '../../live/select.ts';
import { postPath } from '../../paths.ts';
import { openDialog } from '../frame/dialogs.ts';
import { usePanel } from '../frame/usePanel.ts';
import { copyText } from '../../ui/copy.ts';
import { isArchived, markUnread, mayDelete, mayEdit, togglePin } from './post-acts.ts';

export interface PostActionsOptions {
  inThread: boolean;
  edit: () => void;
  teamName: string;
}

export type PostActions = ReturnType<typeof usePostActions>;

/** A press this long (ms) on touch opens what the pointer finds by hovering. */
const longPressMs = 450;

/** When the bar over a post shows, and what it can do there. */
export function usePostActions(post: Post, { inThread, edit, teamName }: PostActionsOptions) {
  const { openThread } = usePanel();
  const [isHovered, setHovered] = useState(false);
  const [isFocused, setFocused] = useState(false);
  /** A menu or picker of the bar is open, and the pointer in it. */
  const [isHeld, setHeld] = useState(false);
  const [isSheetOpen, setSheetOpen] = useState(false);
  const press = useRef<ReturnType<typeof setTimeout>>(undefined);
  const scope = { channel_id: post.channel_id };
  const mayReact = useLive((state) => can(state, 'add_reaction', scope) && !isArchived(state, post));
  const mayPost = useLive((state) => can(state, 'create_post', scope) && !isArchived(state, post));
  const edits = useLive((state) => mayEdit(state, post));
  const deletes = useLive((state) => mayDelete(state, post));

  // Focus goes into the field, and may leave this row without a word when that closes.
  const startEdit = () => {
    setFocused(false);
    edit();
  };
  const acts = {
    reply: mayPost && !inThread ? () => openThread(post.root_id || post.id) : undefined,
    edit: edits ? startEdit : undefined,
    remove: deletes ? () => openDialog({ name: 'delete-post', postId: post.id }) : undefined,
    pin: mayPost ? () => void togglePin(post) : undefined,
    markUnread: inThread ? undefined : () => void markUnread(post),
    copyText: post.message === '' ? undefined : () => void copyText(post.message, 'Text copied'),
    copyLink: () => void copyText(location.origin + postPath(teamName, post.id), 'Link copied'),
  };

  const byKey: Readonly<Record<string, (() => void) | undefined>> = {
    Enter: acts.reply,
    r: acts.reply,
    e: acts.edit,
    p: acts.pin,
    u: acts.markUnread,
    Delete: acts.remove,
    c: acts.copyText,
  };
  const handlers = {
    onPointerEnter: (event: PointerEvent) => event.pointerType === 'mouse' && setHovered(true),
    onPointerLeave: () => {
      setHovered(false);
      clearTimeout(press.current);
    },
    onPointerDown: (event: PointerEvent) => {
      if (event.pointerType === 'mouse') return;
      press.current = setTimeout(setSheetOpen, longPressMs, true);
    },
    onPointerUp: () => clearTimeout(press.current),
    onPointerCancel: () => clearTimeout(press.current),
    onFocus: (event: FocusEvent) => setFocused(event.target.matches(':focus-visible')),
    onBlur: (event: FocusEvent<HTMLElement>) => setFocused(event.currentTarget.contains(event.relatedTarget)),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
      const act = byKey[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    },
  };
  return {
    isActive: isHovered || isFocused || isHeld || isSheetOpen,
    isSheetOpen,
    closeSheet: () => setSheetOpen(false),
    hold: setHeld,
    handlers,
    acts,
    mayReact,
    isPinned: post.is_pinned,
  };
}
