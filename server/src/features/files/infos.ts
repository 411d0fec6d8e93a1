import type { FileInfo, getFileInfo, getFileInfosOfPost } from '@innermost/protocol/files.ts';
import { wireVersion } from '@innermost/protocol/limits.ts';
import { hasInSystem } from '../../access/permission.ts';
import type { OfPost } from '../../access/scopes/post.ts';
import type { Call } from '../../endpoint/endpoint.ts';
import { notModified } from '../../endpoint/run.ts';
import { forbidden } from '../../platform/http/errors.ts';
import { jsonReply, type HttpReply } from '../../platform/http/message.ts';
import { isTrue } from '../../platform/http/paging.ts';
import type { OfFile } from './access.ts';
import { infoOf } from './file-row.ts';
import { selectFilesOfPost } from './queries.ts';

export const infoOfFile = ({ granted }: Call<typeof getFileInfo, OfFile>): FileInfo => infoOf(granted.file);

/** Administrators see what was taken out of the post, too, where they ask for it. */
export async function infosOfPost(call: Call<typeof getFileInfosOfPost, OfPost>): Promise<HttpReply> {
  const { db, granted, query, services, session } = call;
  const with_deleted = isTrue(query.include_deleted);
  if (with_deleted && !hasInSystem(services.directory, session, 'manage_system')) throw forbidden('manage_system');
  const rows = await selectFilesOfPost(db, { post_id: granted.post.id, with_deleted });
  const newest = Math.max(0, ...rows.map(({ update_at, delete_at }) => Math.max(update_at, delete_at)));
  const etag = `${wireVersion}.${granted.post.id}.${newest}.${rows.length}`;
  return call.matches(etag) ? notModified() : jsonReply(rows.map(infoOf));
}
