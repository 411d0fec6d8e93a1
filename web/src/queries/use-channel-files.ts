import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';

import type { FileKind } from '@innermost/protocol/file-kinds.ts';
import { getFilesOfChannel, type FileInfo } from '@innermost/protocol/files.ts';

import { live } from '../live/live.ts';
import { want, type Want } from '../live/state.ts';

const perPage = 40;

export interface WantedFiles {
  /** Undefined: of every kind. */
  kind: FileKind | undefined;
  /** A part of the name; may be empty. */
  name: string;
  /** Another value: there may be new ones. */
  newest: string | undefined;
}

/** The files of a channel, newest first, a page at a time; the last list stays until the next is there. */
export function useChannelFiles(channelId: string, { kind, name, newest }: WantedFiles) {
  const query = useInfiniteQuery({
    queryKey: ['channel files', channelId, kind, name, newest],
    placeholderData: keepPreviousData,
    initialPageParam: undefined as FileInfo | undefined,
    queryFn: ({ pageParam: last, signal }) =>
      live.client.call(getFilesOfChannel, {
        params: { channel_id: channelId },
        query: {
          per_page: String(perPage),
          ...(kind && { kind }),
          ...(name !== '' && { name }),
          ...(last && { before: String(last.create_at), before_id: last.id }),
        },
        signal,
      }),
    getNextPageParam: (page) => (page.length < perPage ? undefined : page.at(-1)),
  });
  const { data } = query;
  useEffect(() => {
    if (!data) return;
    const senders = new Set(data.pages.flat().map(({ user_id }) => user_id));
    live.store.change((state) => {
      const unknown = [...senders].filter((id) => !(id in state.users));
      return unknown.length === 0 ? state : want(state, ...unknown.map((id): Want => `user:${id}`));
    });
  }, [data]);
  return { ...query, files: data?.pages.flat() };
}
