/** What other areas may use of posts. */
export { codePieces, closesFence, openedFence, type Fence } from './text/code-pieces.ts';
export { hourOf, isFresh, type Look, type PageFacts } from './links/facts.ts';
export { knownLinks } from './links/known-links.ts';
export { writeLink } from './links/queries.ts';
export { linksToFetch } from './links/reading.ts';
export { postRewritten, showLinks } from './links/tell-edited.ts';
export { postWritten } from './create/post-to-write.ts';
export { mayPostIn } from './create/create.ts';
export { checkSpeaker, isKeptFromCallers } from './post-props.ts';
export { allAsReadBy, shownPosts, shownTo } from './read/as-read-by.ts';
export {
  postCreated,
  threadsChanged,
  type PostCreated,
  type ThreadChange,
  type ThreadChanges,
} from './create/publish.ts';
export { sendPost, textOf } from './create/prepare.ts';
export { addSystemPost, addSystemPosts, type Notice, type SystemPost } from './create/system-post.ts';
export { isSystemType, isTypeForCallers } from './post-types.ts';
export { hiddenFields, hideInParticipants } from './participants.ts';
export { postJson } from './post-row.ts';
export { selectRoots, type ListedRow } from './read/queries/lists.ts';
export { callsChannel, mentionsOf } from './text/mentions.ts';
/** The statements of the hot paths, for measuring them by themselves. */
export { selectNewest } from './read/queries/lists.ts';
export { prepareInsert } from './create/write.ts';
export { threadRoots } from './create/thread-root.ts';
export { seesThreadsApart } from './create/threads-apart.ts';
