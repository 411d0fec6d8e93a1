import type { Post } from '@innermost/protocol/posts.ts';

import { live } from '../../live/live.ts';
import { isMine } from '../../live/select.ts';
import { missingFiles } from '../../live/outbox.ts';
import { lastSpan } from '../../live/spans.ts';
import type { LiveState } from '../../live/state.ts';
import { startEditing } from './editing.ts';
import { isNotice } from './notice.ts';
import { isSystem } from './rows.ts';

/** Longer than this (ms) nobody takes what happens for an answer to the key. */
const patienceMs = 5_000;

let stopWaiting: () => void = () => undefined;

/**
 * Takes up my newest message of a channel, or of the thread of `rootId`, for editing. One that is still on its way is
 * meant as well: it is waited for as long as the field stays empty and has the focus.
 */
export function editLast(field: HTMLTextAreaElement, channelId: string, rootId: string): void {
  stopWaiting();
  const tryIt = (state: LiveState): boolean => {
    if (isUnderWay(state, channelId, rootId)) return false;
    const last = lastOfMine(state, rootId || channelId);
    if (last) startEditing(last, rootId !== '');
    return true;
  };
  if (tryIt(live.store.getState())) return;
  const unsubscribe = live.store.subscribe((state) => {
    if (document.activeElement !== field || field.value !== '' || tryIt(state)) stopWaiting();
  });
  const patience = setTimeout(() => stopWaiting(), patienceMs);
  stopWaiting = () => {
    unsubscribe();
    clearTimeout(patience);
    stopWaiting = () => undefined;
  };
}

/** A refused message goes nowhere any more, and has its own ways on, as has one that waits for its files. */
function isUnderWay(state: LiveState, channelId: string, rootId: string): boolean {
  return Object.values(state.outbox).some(
    (one) =>
      one.channel_id === channelId &&
      one.root_id === rootId &&
      one.error === undefined &&
      missingFiles(one).length === 0,
  );
}

function lastOfMine(state: LiveState, key: string): string | undefined {
  return lastSpan(state.spans[key])?.ids.findLast((id) => {
    const post = state.posts.get(id);
    return post && isMine(state, post) && post.delete_at === 0 && isText(post);
  });
}

/** Written by a person: not told by the server, not handed in by a machine. */
function isText(post: Post): boolean {
  return !isSystem(post) && !isNotice(post) && !post.props['from_webhook'];
}
