import { createUpload, getUpload, getUploadsOfUser, sendUpload } from '@innermost/protocol/uploads.ts';
import type { BodyOf } from '@innermost/protocol/route.ts';
import { selfOr } from '../../../access/scopes/user.ts';
import { endpoint } from '../../../endpoint/endpoint.ts';
import { formOrBytes } from '../../../endpoint/reads.ts';
import { body, integer, object, optionalText, text } from '../../../platform/http/fields.ts';
import { appendToUpload } from './append.ts';
import { beginUpload, mayBegin, ownUpload, showUpload, uploadsOfUser } from './session.ts';

/** What an upload still wants decides; this is only what one request may bring. */
const mostAtOnce = 1_099_511_627_776;

export const resumableEndpoints = [
  endpoint(createUpload, {
    onSocket: 'local',
    audit: 'never',
    access: mayBegin,
    body: body<BodyOf<typeof createUpload>>({
      type: optionalText(),
      channel_id: optionalText(),
      filename: text(),
      file_size: integer(),
    }),
    bodyName: 'upload',
    status: 201,
    handle: beginUpload,
  }),
  endpoint(getUpload, {
    onSocket: 'local',
    access: ownUpload(({ params }) => params.upload_id, { sends: false }),
    handle: showUpload,
  }),
  endpoint(sendUpload, {
    onSocket: 'local',
    audit: 'never',
    access: ownUpload(({ params }) => params.upload_id, { sends: true }),
    body: formOrBytes({ fields: object({}), file: { limit: mostAtOnce, most: 1 } }),
    transaction: 'none',
    because: 'each piece is noted as soon as it is safe',
    handle: appendToUpload,
  }),
  endpoint(getUploadsOfUser, {
    onSocket: 'local',
    access: selfOr('manage_system', ({ params }) => params.user_id),
    handle: uploadsOfUser,
  }),
];
