/** What clients may ask for over the socket (reference: wire/websocket.md §3). */
import { type ErrorId, errorStatus } from '@innermost/protocol/errors.ts';
import { isId, wireVersion } from '@innermost/protocol/limits.ts';
import type { Connection } from './connection.ts';
import type { RealtimeDependencies, RealtimeSession } from './dependencies.ts';

/** Answered as a reply with status `FAIL`. */
export class RequestError extends Error {
  readonly id: ErrorId;
  readonly status: number;
  readonly params: Record<string, string>;

  constructor(id: ErrorId, params: Record<string, string> = {}) {
    super(id);
    this.id = id;
    this.status = errorStatus(id);
    this.params = params;
  }
}

export interface ActionCall {
  connection: Connection;
  session: RealtimeSession;
  data: Record<string, unknown>;
  deps: RealtimeDependencies;
}

/** The reply's data; undefined for a reply without. */
export type Answer = Record<string, unknown> | undefined;

type Action = (call: ActionCall) => Answer | Promise<Answer>;

export const actions: Readonly<Record<string, Action>> = {
  ping: ({ deps }) => ({ text: 'pong', version: wireVersion, server_time: deps.now(), node_id: '' }),
  user_typing: announceTyping,
  user_update_active_status: updateActivity,
  get_statuses: everybodysStatus,
  get_statuses_by_ids: statusesByIds,
  // Wire: clients report whether they notified their user, and expect to be answered.
  posted_notify_ack: () => undefined,
};

/** Stores what the client is looking at; allowed before authentication, so not in the table. */
export function noteView(connection: Connection, data: Record<string, unknown>): void {
  const view = { ...connection.view };
  if (typeof data['channel_id'] === 'string') view.channel_id = data['channel_id'];
  if (typeof data['thread_channel_id'] === 'string') {
    if (data['is_thread_view'] === true) view.thread_channel_id = data['thread_channel_id'];
    else view.side_thread_channel_id = data['thread_channel_id'];
  }
  connection.view = view;
}

async function announceTyping({ connection, session, data, deps }: ActionCall): Promise<Answer> {
  const channelId = data['channel_id'];
  // Wire: a missing permission is answered like a malformed id.
  if (!isId(channelId) || !(await deps.mayPostIn(session, channelId))) throw invalid('channel_id');
  if (deps.mayType?.(session) === false) throw new RequestError('api.context.rate_limit.app_error', { seconds: '1' });
  connection.acted(deps);
  deps.sessionUsed?.(session);
  const parentId = typeof data['parent_id'] === 'string' ? data['parent_id'] : '';
  deps.tell({
    event: 'typing',
    data: { parent_id: parentId, user_id: session.user_id },
    audience: { channel_id: channelId, omit_users: [session.user_id] },
  });
  return undefined;
}

function updateActivity({ connection, session, data, deps }: ActionCall): Answer {
  const active = data['user_is_active'];
  if (typeof active !== 'boolean') throw invalid('user_is_active');
  if (active) connection.acted(deps);
  deps.presence.activity(session.user_id, { manual: data['manual'] === true, active });
  return undefined;
}

/** Of those who are not offline, as far as the caller may see them. */
async function everybodysStatus({ session, deps }: ActionCall): Promise<Answer> {
  if (!deps.config().EnableUserStatuses) return {};
  const statuses = await deps.presence.statuses();
  const visible = await visibleTo(session, Object.keys(statuses), deps);
  return Object.fromEntries(visible.map((id) => [id, statuses[id]]));
}

async function statusesByIds({ session, data, deps }: ActionCall): Promise<Answer> {
  const ids = data['user_ids'];
  if (!Array.isArray(ids) || ids.length === 0) throw invalid('user_ids');
  if (!deps.config().EnableUserStatuses) return {};
  return deps.presence.statuses(await visibleTo(session, ids.filter(isId), deps));
}

async function visibleTo(
  session: RealtimeSession,
  userIds: readonly string[],
  deps: RealtimeDependencies,
): Promise<readonly string[]> {
  return deps.onlyVisible === undefined ? userIds : deps.onlyVisible(session, userIds);
}

function invalid(name: string): RequestError {
  return new RequestError('api.websocket_handler.invalid_param.app_error', { name });
}
