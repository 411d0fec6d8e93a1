/** Posts that somebody saved, and where a post stands for who follows a link to it. */
import { isId } from '@innermost/protocol/limits.ts';
import type { getFlaggedPosts, getPostInfo, PostInfo } from '@innermost/protocol/posts.ts';
import { when, type AccessRequest } from '../../../access/can.ts';
import { hasInSystem, mayReadChannel } from '../../../access/permission.ts';
import type { OfUser } from '../../../access/scopes/user.ts';
import type { Call } from '../../../endpoint/endpoint.ts';
import { AppError, invalidUrl } from '../../../platform/http/errors.ts';
import { jsonTextReply, type HttpReply } from '../../../platform/http/message.ts';
import { paging } from '../../../platform/http/paging.ts';
import { allAsReadBy } from './as-read-by.ts';
import { postListText } from './post-list.ts';
import { selectFlagged } from './queries/lists.ts';
import { selectPlace, type PlaceOfPost } from './queries/place.ts';

interface Placed {
  place: PlaceOfPost;
}

/** An unknown post and one that the caller may not know of are answered alike. */
export const mayFollowLink = when(
  'whoever may read the channel of the post, or join its open team and public channel; others as if there were none',
  async ({ db, directory, session, params }: AccessRequest<typeof getPostInfo>): Promise<Placed> => {
    const [place] = await selectPlace(db, { post_id: params.post_id, user_id: session.user_id });
    const channel = place && (await directory.channels.get(place.channel_id));
    if (!place || !channel) throw new AppError('app.post.get.app_error');
    const mayJoin =
      place.channel_type === 'O' && place.is_open_team && hasInSystem(directory, session, 'join_public_teams');
    if (!mayJoin && !(await mayReadChannel(directory, session, channel))) throw new AppError('app.post.get.app_error');
    return { place };
  },
);

/** Direct and group messages stand in no team. */
export function infoOfPost({ granted }: Call<typeof getPostInfo, Placed>): PostInfo {
  const { is_open_team: _, ...info } = granted.place;
  return info;
}

/** Newest first, of the channels that their owner is in; by team with the direct and group messages. */
export async function flaggedPosts(call: Call<typeof getFlaggedPosts, OfUser>): Promise<HttpReply> {
  const { db, query, granted, services, session } = call;
  const { team_id = '', channel_id = '' } = query;
  if (team_id !== '' && !isId(team_id)) throw invalidUrl('team_id');
  if (channel_id !== '' && !isId(channel_id)) throw invalidUrl('channel_id');
  const { per_page, offset } = paging(query);
  const rows = await selectFlagged(db, { user_id: granted.user_id, team_id, channel_id, limit: per_page, offset });
  return jsonTextReply(postListText(await allAsReadBy(call, session, rows), services.directory.emoji).json);
}
