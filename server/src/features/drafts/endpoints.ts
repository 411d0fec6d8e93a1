import { deleteDraft, deleteThreadDraft, getDrafts, saveDraft, type NewDraft } from '@innermost/protocol/drafts.ts';
import { isId } from '@innermost/protocol/limits.ts';
import type { AnyRoute } from '@innermost/protocol/route.ts';
import { when, type AccessRequest } from '../../access/can.ts';
import { hasInTeam } from '../../access/permission.ts';
import type { InChannel } from '../../access/scopes/channel.ts';
import type { OfUser } from '../../access/scopes/user.ts';
import { endpoint } from '../../endpoint/endpoint.ts';
import { inLaneOfUser } from '../../endpoint/lanes.ts';
import { forbidden } from '../../platform/http/errors.ts';
import {
  anyMap,
  body,
  object,
  optionalFlag,
  optionalText,
  optionalTextList,
  text,
} from '../../platform/http/fields.ts';
import { mayPostIn } from '../posts/index.ts';
import { draftsOf, keepDraft, removeDraft, removeDraftOfThread } from './drafts.ts';

const priority = object({
  priority: optionalText().transform((value) => value ?? null),
  requested_ack: optionalFlag().transform((value) => value ?? null),
  persistent_notifications: optionalFlag().transform((value) => value ?? null),
}).transform((value) => (value.priority === null && value.requested_ack === null ? undefined : value));

const newDraft = body<NewDraft>({
  channel_id: text(),
  root_id: optionalText(),
  message: text(),
  props: anyMap(),
  file_ids: optionalTextList(),
  priority,
});

const mayWrite = when(
  'whoever may post in the channel',
  async ({
    directory,
    session,
    body: { channel_id },
  }: AccessRequest<typeof saveDraft>): Promise<InChannel & OfUser> => {
    const channel = isId(channel_id) ? await directory.channels.get(channel_id) : undefined;
    if (!channel || !(await mayPostIn(directory, session, channel))) throw forbidden('create_post');
    return { channel, user_id: session.user_id };
  },
);

/** What is not sent yet is nobody else's, administrators' neither. */
function mine<R extends AnyRoute>({ session, params }: AccessRequest<R>): OfUser {
  // Every path here names the person.
  const { user_id } = params as { user_id?: string };
  if (user_id !== session.user_id) throw forbidden('edit_other_users');
  return { user_id };
}

const mineInTeam = when('oneself, with view_team in the team', async (asked: AccessRequest<typeof getDrafts>) => {
  const granted = mine(asked);
  if (!(await hasInTeam(asked.directory, asked.session, asked.params.team_id, 'view_team')))
    throw forbidden('view_team');
  return granted;
});

export const draftEndpoints = [
  endpoint(saveDraft, {
    audit: 'never',
    access: mayWrite,
    body: newDraft,
    bodyName: 'draft',
    status: 201,
    ...inLaneOfUser,
    handle: keepDraft,
  }),
  endpoint(deleteDraft, {
    audit: 'never',
    access: when('oneself', (asked: AccessRequest<typeof deleteDraft>) => mine(asked)),
    ...inLaneOfUser,
    handle: removeDraft,
  }),
  endpoint(deleteThreadDraft, {
    audit: 'never',
    access: when('oneself', (asked: AccessRequest<typeof deleteThreadDraft>) => mine(asked)),
    ...inLaneOfUser,
    handle: removeDraftOfThread,
  }),
  endpoint(getDrafts, { access: mineInTeam, handle: draftsOf }),
];
