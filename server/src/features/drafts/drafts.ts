/** Drafts are the writer's alone: only their own clients hear of them, but for the one that wrote. */
import type {
  deleteDraft,
  deleteThreadDraft,
  Draft,
  getDrafts,
  NewDraft,
  saveDraft,
} from '@innermost/protocol/drafts.ts';
import type { FileInfo } from '@innermost/protocol/files.ts';
import { characters, isId } from '@innermost/protocol/limits.ts';
import type { PostPriority } from '@innermost/protocol/posts.ts';
import type { StatusOk } from '@innermost/protocol/route.ts';
import type { InChannel } from '../../access/scopes/channel.ts';
import type { OfUser } from '../../access/scopes/user.ts';
import type { Call, WorkOfRequest } from '../../endpoint/endpoint.ts';
import type { Config } from '../../platform/config/config.ts';
import type { Db } from '../../platform/db/database.ts';
import { AppError } from '../../platform/http/errors.ts';
import { deleteDraftRow, selectDrafts, selectFiles, upsertDraft } from './queries.ts';
import type { Statements } from './queries.gen.ts';

type Row = Statements['selectDrafts']['row'];
type Place = Pick<Draft, 'channel_id' | 'root_id'>;

/** Characters that the columns hold. */
const propsCharacters = 8_000;
const fileIdsCharacters = 300;

export async function keepDraft(call: Call<typeof saveDraft, InChannel & OfUser>): Promise<Draft | null> {
  const { db, body, granted, now, emit, config } = call;
  checkAllowed(config);
  const { root_id = '' } = body;
  const place = { channel_id: granted.channel.id, root_id };
  if (body.message === '' && (body.file_ids ?? []).length === 0) {
    await remove(call, granted.user_id, place);
    return null;
  }
  if (granted.channel.delete_at > 0) throw new AppError('api.draft.create_draft.can_not_draft_to_deleted.error');
  const texts = checkedTexts(body, call.services.capabilities.maxPostLength);
  const [row] = await upsertDraft(db, { ...place, ...texts, message: body.message, user_id: granted.user_id, now });
  if (!row) throw new Error('The draft was not stored.');
  const [draft] = await withFiles(db, granted.user_id, [draftOf(row)]);
  if (!draft) throw new Error('The draft was not read.');
  emit('draft_created', { draft }, audienceOf(call, draft), granted.user_id);
  return draft;
}

export async function removeDraft(call: Call<typeof deleteDraft, OfUser>): Promise<StatusOk> {
  checkAllowed(call.config);
  await remove(call, call.granted.user_id, { channel_id: call.params.channel_id, root_id: '' });
  return { status: 'OK' };
}

export async function removeDraftOfThread(call: Call<typeof deleteThreadDraft, OfUser>): Promise<StatusOk> {
  checkAllowed(call.config);
  const { channel_id, thread_id } = call.params;
  await remove(call, call.granted.user_id, { channel_id, root_id: thread_id });
  return { status: 'OK' };
}

export async function draftsOf({ db, params, granted, config }: Call<typeof getDrafts, OfUser>): Promise<Draft[]> {
  checkAllowed(config);
  const { user_id } = granted;
  const rows = await selectDrafts(db, { user_id, team_id: params.team_id });
  return withFiles(db, user_id, rows.map(draftOf));
}

/** What is not there is deleted: a client may repeat itself. */
async function remove(call: WorkOfRequest, user_id: string, place: Place): Promise<void> {
  const [row] = await deleteDraftRow(call.db, { user_id, ...place });
  if (!row) return;
  const draft = draftOf(row);
  call.emit('draft_deleted', { draft }, audienceOf(call, draft), user_id);
}

/** Wire: a client that names its connection does not hear what it wrote itself. */
function audienceOf({ request }: WorkOfRequest, { user_id, channel_id }: Draft) {
  const connection = request.headers['connection-id'];
  return { user_id, channel_id, ...(isId(connection) && { omit_connection_id: connection }) };
}

function checkAllowed({ ServiceSettings }: Config): void {
  if (!ServiceSettings.AllowSyncedDrafts) throw new AppError('app.draft.feature_disabled');
}

function checkedTexts(body: NewDraft, maxLength: number) {
  const props = JSON.stringify(body.props ?? {});
  const file_ids = JSON.stringify(body.file_ids ?? []);
  if (characters(body.message) > maxLength) throw new AppError('model.draft.is_valid.message_length.app_error');
  if (props.length > propsCharacters) throw new AppError('model.draft.is_valid.props.app_error');
  if (file_ids.length > fileIdsCharacters) throw new AppError('model.draft.is_valid.file_ids.app_error');
  if (body.root_id && !isId(body.root_id)) throw new AppError('model.draft.is_valid.root_id.app_error');
  return { props, file_ids, priority: body.priority ? JSON.stringify(body.priority) : '' };
}

function draftOf({ props, file_ids, priority, ...row }: Row): Draft {
  const ids = parsed<string[]>(file_ids);
  const asked = parsed<PostPriority>(priority);
  return {
    ...row,
    props: parsed<Record<string, unknown>>(props) ?? {},
    ...(ids && ids.length > 0 && { file_ids: ids }),
    ...(asked && Object.keys(asked).length > 0 && { priority: asked }),
    metadata: {},
  };
}

/** Adopted databases may hold anything; what cannot be read counts as nothing. */
function parsed<T extends object>(json: string): T | undefined {
  try {
    const value: unknown = JSON.parse(json || 'null');
    // Written by `checkedTexts`, or by a server of the same columns.
    return typeof value === 'object' && value !== null ? (value as T) : undefined;
  } catch {
    return undefined;
  }
}

async function withFiles(db: Db, user_id: string, drafts: Draft[]): Promise<Draft[]> {
  const ids = drafts.flatMap(({ file_ids = [] }) => file_ids);
  if (ids.length === 0) return drafts;
  const rows = await selectFiles(db, { ids, user_id });
  // Written by `fileJson`, as the wire shows a file.
  const files = new Map(rows.map(({ id, json }) => [id, json === null ? undefined : (JSON.parse(json) as FileInfo)]));
  return drafts.map((draft) => {
    const found = (draft.file_ids ?? []).flatMap((id) => files.get(id) ?? []);
    return found.length > 0 ? { ...draft, metadata: { files: found } } : draft;
  });
}
