/** What other areas may use of posts. */
export { codePieces, closesFence, openedFence, type Fence } from './code-pieces.ts';
export { mayPostIn } from './create-post.ts';
export { checkSpeaker, isKeptFromCallers } from './post-props.ts';
export { allAsReadBy, asReadBy } from './channel-links.ts';
export { expirePendingPosts } from './expire-pending.ts';
export { postCreated, threadsChanged, type PostCreated, type ThreadChange, type ThreadChanges } from './publish.ts';
export { sendPost, textOf } from './send-post.ts';
export { addSystemPost, addSystemPosts, type Notice, type SystemPost } from './system-post.ts';
export { isSystemType, isTypeForCallers } from './post-types.ts';
export { hiddenFields, hideInParticipants } from './participants.ts';
export { postJson } from './post-row.ts';
export { selectRoots, type ListedRow } from './queries/read.ts';
export { callsChannel, mentionsOf } from './mentions.ts';
/** The statements of the hot paths, for measuring them by themselves. */
export { selectNewest } from './queries/read.ts';
export { prepareInsert } from './write-posts.ts';
export { forgetThreadRootsOfChannel } from './thread-root.ts';
export { seesThreadsApart } from './threads-apart.ts';
