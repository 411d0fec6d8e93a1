import { route, type StatusOk } from './route.ts';

/** The id is the secret of the hook's URL. Times in ms. */
export interface IncomingWebhook {
  id: string;
  create_at: number;
  update_at: number;
  delete_at: number;
  user_id: string;
  channel_id: string;
  team_id: string;
  display_name: string;
  description: string;
  username: string;
  icon_url: string;
  channel_locked: boolean;
}

export interface NewIncomingWebhook {
  channel_id: string;
  user_id?: string;
  display_name?: string;
  description?: string;
  username?: string;
  icon_url?: string;
  channel_locked?: boolean;
}

export interface IncomingWebhooksWithCount {
  incoming_webhooks: IncomingWebhook[];
  total_count: number;
}

export interface MessageAttachmentField {
  title: string;
  value: string;
  short: boolean;
}

export interface MessageAttachmentAction {
  id: string;
  type: string;
  name: string;
  tooltip?: string;
  disabled?: boolean;
  style?: string;
  data_source?: string;
  options?: { text: string; value: string }[];
  default_option?: string;
  /** Holds the secret address of the integration: stored, never sent to a client. */
  integration?: { url?: string; context?: Record<string, unknown> };
}

/** Slack's attachment format as stored in `props.attachments`. */
export interface MessageAttachment {
  id?: number;
  fallback?: string;
  color?: string;
  pretext?: string;
  author_name?: string;
  author_link?: string;
  author_icon?: string;
  title?: string;
  title_link?: string;
  text?: string;
  fields?: MessageAttachmentField[] | null;
  image_url?: string;
  thumb_url?: string;
  footer?: string;
  footer_icon?: string;
  /** Seconds since 1970, as the sender wrote them. */
  ts?: string | number | null;
  actions?: MessageAttachmentAction[];
}

/** Replaces all that is named here; the team stays. `user_id` hands the hook over; without it the owner stays. */
export interface ChangedIncomingWebhook extends NewIncomingWebhook {
  id: string;
  /** Where given, must be the hook's own. */
  team_id?: string;
}

/** Why a hook refused what was sent to it. `create_at` in ms; `id` of the error, `reason` in words. */
export interface HookRefusal {
  create_at: number;
  status: number;
  id: string;
  reason: string;
}

export const createIncomingWebhook = route('POST', '/api/v4/hooks/incoming')
  .takes<NewIncomingWebhook>()
  .returns<IncomingWebhook>();
export const listIncomingWebhooks = route('GET', '/api/v4/hooks/incoming')
  /** `owner` is ours: the id of one, or `left` for hooks of people who are deactivated or no longer of the team. */
  .asks<'page' | 'per_page' | 'team_id' | 'include_total_count' | 'owner'>()
  .returns<IncomingWebhook[] | IncomingWebhooksWithCount>();
export const getIncomingWebhook = route('GET', '/api/v4/hooks/incoming/:hook_id').returns<IncomingWebhook>();
export const updateIncomingWebhook = route('PUT', '/api/v4/hooks/incoming/:hook_id')
  .takes<ChangedIncomingWebhook>()
  .returns<IncomingWebhook>();
export const deleteIncomingWebhook = route('DELETE', '/api/v4/hooks/incoming/:hook_id').returns<StatusOk>();
/** Ours: the last 20 refusals of a hook since the server started, newest first. */
export const listHookRefusals = route('GET', '/api/v4/hooks/incoming/:hook_id/refusals').returns<HookRefusal[]>();
/** Answers `ok` as text/plain; the body may be JSON, a form or multipart. */
export const receiveIncomingWebhook = route('POST', '/hooks/:hook_id').returns<string>();
