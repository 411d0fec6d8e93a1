import { type RefObject, useEffect, useState } from 'react';
import { useStore } from 'zustand';

import type { Post } from '@innermost/protocol/posts.ts';

import type { Attached } from '../../live/drafts.ts';
import { without } from '../../live/state.ts';
import { loadUploads } from './load-uploads.ts';
import { editOf, edits, goes, uploads } from './uploading.ts';
import { type FieldFiles, useFieldFiles } from './useFiles.tsx';

export interface EditFiles extends FieldFiles {
  /** What the message is to have; undefined: what it has. */
  ids: string[] | undefined;
  /** How many are still going up, and how many failed. */
  going: number;
  failed: number;
  hasAny: boolean;
}

/** The files of a message that is being edited. Nothing of it is kept when it is not saved. */
export function useEditFiles(post: Post, area: RefObject<HTMLTextAreaElement | null>): EditFiles {
  const { id, channel_id, root_id, metadata } = post;
  const at = editOf(id);
  const [before] = useState<Attached>(() => ({ files: metadata.files ?? [], outgoing: [] }));
  const attached = useStore(edits, (all) => all[at]) ?? before;
  useEffect(() => {
    edits.setState((all) => ({ ...all, [at]: before }), true);
    return () => {
      const own = Object.values(uploads.getState()).filter((one) => one.at === at);
      if (own.length > 0) void loadUploads().then((page) => own.forEach(({ key }) => page.cancel(key)));
      edits.setState((all) => without(all, at), true);
    };
  }, [at, before]);
  const field = useFieldFiles({ at, place: { channel_id, root_id }, attached, area });
  return {
    ...field,
    ids: idsAfter(post, attached),
    going: field.tiles.filter((tile) => tile.kind === 'upload' && goes(tile)).length,
    failed: field.tiles.filter((tile) => !goes(tile)).length,
    hasAny: field.tiles.some(goes),
  };
}

/** Files that the post names and nobody can show stay in it. */
function idsAfter({ file_ids, metadata }: Post, { files }: Attached): string[] | undefined {
  const kept = new Set(files.map(({ id }) => id));
  const gone = new Set((metadata.files ?? []).map(({ id }) => id).filter((id) => !kept.has(id)));
  const added = files.map(({ id }) => id).filter((id) => !file_ids.includes(id));
  if (gone.size === 0 && added.length === 0) return undefined;
  return [...file_ids.filter((id) => !gone.has(id)), ...added];
}
