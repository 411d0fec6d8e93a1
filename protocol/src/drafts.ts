/** What somebody writes and has not sent, kept on the server so that it follows them from device to device. */
import type { PostMetadata, PostPriority } from './posts.ts';
import { route, type StatusOk } from './route.ts';

/** One for each person and place: a channel, or a thread of it. Times in ms; `update_at` grows with every change. */
export interface Draft {
  create_at: number;
  update_at: number;
  delete_at: number;
  user_id: string;
  channel_id: string;
  /** Empty outside threads. */
  root_id: string;
  message: string;
  props: Record<string, unknown>;
  /** Left out where there are none, as is the priority. */
  file_ids?: string[];
  priority?: PostPriority;
  metadata: PostMetadata;
}

export interface NewDraft extends Pick<Draft, 'channel_id' | 'message'> {
  root_id?: string;
  props?: Record<string, unknown>;
  file_ids?: string[];
  priority?: PostPriority;
}

/**
 * Wire: an empty message without files deletes the draft, and the answer is null. The peer deletes one of files alone, too;
 * here they follow their writer like a text.
 */
export const saveDraft = route('POST', '/api/v4/drafts').takes<NewDraft>().returns<Draft | null>();
export const deleteDraft = route('DELETE', '/api/v4/users/:user_id/channels/:channel_id/drafts').returns<StatusOk>();
export const deleteThreadDraft = route(
  'DELETE',
  '/api/v4/users/:user_id/channels/:channel_id/drafts/:thread_id',
).returns<StatusOk>();
/** Of the team's channels and of conversations. */
export const getDrafts = route('GET', '/api/v4/users/:user_id/teams/:team_id/drafts').returns<Draft[]>();

export interface DraftEvents {
  /** Wire: of a change, too. */
  draft_created: { draft: Draft };
  /** Wire: clients know it, and no server sends it. */
  draft_updated: { draft: Draft };
  draft_deleted: { draft: Draft };
}
