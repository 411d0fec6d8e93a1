import type { BodyOf } from '@innermost/protocol/route.ts';
import { deletePost, patchPost, pinPost, setPostUnread, unpinPost, updatePost } from '@innermost/protocol/posts.ts';
import { when, type AccessRequest } from '../../../access/can.ts';
import { readsPost, type OfPost } from '../../../access/scopes/post.ts';
import { checkSelfOr } from '../../../access/scopes/user.ts';
import { endpoint } from '../../../endpoint/endpoint.ts';
import { inLaneOfChannel } from '../../../endpoint/lanes.ts';
import {
  anyMap,
  body,
  flag,
  object,
  optionalFlag,
  optionalText,
  optionalTextList,
  text,
} from '../../../platform/http/fields.ts';
import { deletePostOfCaller } from './delete.ts';
import { patchPostOfCaller, pin, unpin, updatePostOfCaller } from './edit.ts';
import { markUnreadFrom } from './mark-unread.ts';

const patch = body<BodyOf<typeof patchPost>>({
  message: optionalText(),
  props: anyMap(),
  file_ids: optionalTextList(),
  is_pinned: optionalFlag(),
});

const update = body<BodyOf<typeof updatePost>>({
  id: text(),
  message: optionalText(),
  props: anyMap(),
  file_ids: optionalTextList(),
  is_pinned: optionalFlag(),
});

/** One's own marker in a channel that one may read, or anybody's with `edit_other_users`. */
const markerOf = when(
  'oneself, or edit_other_users in the system; who may read the channel',
  async (asked: AccessRequest<typeof setPostUnread>) => {
    checkSelfOr(asked, 'edit_other_users', asked.params.user_id);
    const granted: OfPost = await readsPost<typeof setPostUnread>(({ params }) => params.post_id).check(asked);
    return { ...granted, user_id: asked.params.user_id };
  },
);

export const changeEndpoints = [
  endpoint(patchPost, {
    access: readsPost(({ params }) => params.post_id),
    body: patch,
    bodyName: 'post',
    ...inLaneOfChannel,
    handle: patchPostOfCaller,
  }),
  endpoint(updatePost, {
    access: readsPost(({ params }) => params.post_id),
    body: update,
    bodyName: 'post',
    ...inLaneOfChannel,
    handle: updatePostOfCaller,
  }),
  endpoint(deletePost, {
    onSocket: 'local',
    access: readsPost(({ params }) => params.post_id),
    ...inLaneOfChannel,
    handle: deletePostOfCaller,
  }),
  endpoint(pinPost, { access: readsPost(({ params }) => params.post_id), ...inLaneOfChannel, handle: pin }),
  endpoint(unpinPost, { access: readsPost(({ params }) => params.post_id), ...inLaneOfChannel, handle: unpin }),
  endpoint(setPostUnread, {
    audit: 'others',
    access: markerOf,
    lanes: (_asked, { channel, user_id }) => [channel.id, user_id],
    body: object({ collapsed_threads_supported: flag() }),
    bodyMayBeMissing: true,
    handle: markUnreadFrom,
  }),
];
