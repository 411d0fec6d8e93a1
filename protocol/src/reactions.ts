import { route, type StatusOk } from './route.ts';

export interface Reaction {
  user_id: string;
  post_id: string;
  emoji_name: string;
  create_at: number;
  update_at: number;
  delete_at: number;
  remote_id: string | null;
  channel_id: string;
}
export type NewReaction = Pick<Reaction, 'user_id' | 'post_id' | 'emoji_name'>;

export const saveReaction = route('POST', '/api/v4/reactions').takes<NewReaction>().returns<Reaction>();
export const listReactions = route('GET', '/api/v4/posts/:post_id/reactions').returns<Reaction[] | null>();
export const deleteReaction = route(
  'DELETE',
  '/api/v4/users/:user_id/posts/:post_id/reactions/:emoji_name',
).returns<StatusOk>();
export const listReactionsOfPosts = route('POST', '/api/v4/posts/ids/reactions')
  .takes<string[]>()
  .returns<Record<string, Reaction[]>>();

export interface ReactionEvents {
  reaction_added: { reaction: Reaction };
  reaction_removed: { reaction: Reaction };
}
