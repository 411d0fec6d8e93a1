import { type FocusEvent, type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';

import type { Post } from '@innermost/protocol/posts.ts';

import { live } from '../../live/live.ts';
import { permittedOn, type Permitted } from '../../live/permitted.ts';
import { openDialog } from '../../shell/dialogs.ts';
import { postPath } from '../../shell/paths.ts';
import { openThread } from '../../shell/usePanel.ts';
import { copyText } from '../../ui/copy.ts';
import { t } from '../../words/words.ts';
import { writtenText } from '../links/written.ts';
import { deletePost } from './dialogs.ts';
import { markUnread, togglePin } from './post-acts.ts';

export interface PostActionsOptions {
  inThread: boolean;
  edit: () => void;
  teamName: string;
}

export type PostActions = ReturnType<typeof usePostActions>;
export type PostActs = ReturnType<typeof actsOn>;

/** A press this long (ms) on touch opens what the pointer finds by hovering. */
const longPressMs = 450;

/** How often (ms) a row that the list carried under the pointer looks whether the list stands still. */
const stillMs = 50;

/**
 * When the bar over a post shows, and what it can do there. What is permitted is asked only then: every message on the
 * screen would ask again on every change.
 */
export function usePostActions(post: Post, { inThread, edit, teamName }: PostActionsOptions) {
  const [isHovered, setHovered] = useState(false);
  const [isFocused, setFocused] = useState(false);
  /** A menu or picker of the bar is open, and the pointer in it. */
  const [isHeld, setHeld] = useState(false);
  const [isSheetOpen, setSheetOpen] = useState(false);
  const press = useRef<ReturnType<typeof setTimeout>>(undefined);
  const hover = useRef<ReturnType<typeof setTimeout>>(undefined);

  // Focus goes into the field, and may leave this row without a word when that closes.
  const startEdit = () => {
    setFocused(false);
    edit();
  };
  const hoverOnceStill = (row: Element) => {
    if (row.closest('[data-moving]')) hover.current = setTimeout(hoverOnceStill, stillMs, row);
    else setHovered(true);
  };
  const acts = (permitted: Permitted) => actsOn(post, permitted, { inThread, edit: startEdit, teamName });
  const handlers = {
    onPointerEnter: (event: PointerEvent) => event.pointerType === 'mouse' && hoverOnceStill(event.currentTarget),
    onPointerLeave: () => {
      setHovered(false);
      clearTimeout(hover.current);
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
      const act = byKey(acts(permittedOn(live.store.getState(), post)))[event.key];
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
  };
}

/** Undefined: not permitted, or not offered here. */
function actsOn(post: Post, permitted: Permitted, { inThread, edit, teamName }: PostActionsOptions) {
  return {
    reply: permitted.post && !inThread ? () => openThread(post.root_id || post.id) : undefined,
    edit: permitted.edit ? edit : undefined,
    remove: permitted.remove ? () => openDialog(deletePost, { postId: post.id }) : undefined,
    pin: permitted.post ? () => void togglePin(post) : undefined,
    markUnread: inThread ? undefined : () => void markUnread(post),
    copyText: post.message === '' ? undefined : () => void copyText(writtenText(post), t('Text copied')),
    copyLink: () => void copyText(location.origin + postPath(teamName, post.id), t('Link copied')),
  };
}

function byKey(acts: PostActs): Readonly<Record<string, (() => void) | undefined>> {
  return {
    Enter: acts.reply,
    r: acts.reply,
    e: acts.edit,
    p: acts.pin,
    u: acts.markUnread,
    Delete: acts.remove,
    c: acts.copyText,
  };
}
