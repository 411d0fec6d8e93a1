import { useCallback, useState } from 'react';

import { getFileInfo, type FileInfo } from '@innermost/protocol/files.ts';
import { getPost, type Post } from '@innermost/protocol/posts.ts';

import { live, useLive } from '../../../live/live.ts';
import { useAsked } from '../../../queries/use-asked.ts';
import { t } from '../../../words/words.ts';
import { isHere, roleOf } from '../arrange.ts';

export interface ShownFileOf {
  /** Undefined while it is looked for, and where it is gone. */
  file: FileInfo | undefined;
  post: Post | undefined;
  /** Of its message, pictures first. */
  files: readonly FileInfo[];
  error: unknown;
  retry: () => void;
}

const none: readonly FileInfo[] = [];

/** The file that the address names and the message that has it: held already, or asked for. */
export function useShownFile(fileId: string): ShownFileOf {
  const ask = useCallback((signal: AbortSignal) => find(fileId, signal), [fileId]);
  const { value, error, retry } = useAsked(ask);
  // Walking to another file of the same message shows nothing else meanwhile.
  const [last, setLast] = useState(value);
  if (value && value !== last) setLast(value);
  const found = value ?? last;
  const held = useLive((state) => state.posts.get(found?.post_id ?? ''));
  const post = held ?? found;
  const files = post && post.delete_at === 0 ? inOrder(post.metadata.files ?? none) : none;
  const file = files.find(({ id }) => id === fileId);
  return { file, post: file || value ? post : undefined, files, error: file ? undefined : error, retry };
}

const ordered = new WeakMap<readonly FileInfo[], readonly FileInfo[]>();

function inOrder(files: readonly FileInfo[]): readonly FileInfo[] {
  const known = ordered.get(files);
  if (known) return known;
  const here = files.filter(isHere);
  const isPicture = (file: FileInfo) => roleOf(file) === 'picture';
  const sorted = [...here.filter(isPicture), ...here.filter((file) => !isPicture(file))];
  ordered.set(files, sorted);
  return sorted;
}

type Found = Post & { post_id: string };

async function find(file_id: string, signal: AbortSignal): Promise<Found> {
  for (const post of live.store.getState().posts.values())
    if (post.file_ids.includes(file_id)) return { ...post, post_id: post.id };
  const { post_id } = await live.client.call(getFileInfo, { params: { file_id }, signal });
  if (!post_id) throw new Error(t('It was uploaded, and no message has it.'));
  const post = await live.client.call(getPost, { params: { post_id }, signal });
  return { ...post, post_id: post.id };
}
