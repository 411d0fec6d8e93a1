/** The files of a channel's messages, a page at a time. */
import { fileKinds, kindPatterns } from '@innermost/protocol/file-kinds.ts';
import type { FileInfo, getFilesOfChannel } from '@innermost/protocol/files.ts';
import { limits } from '@innermost/protocol/limits.ts';
import type { InChannel } from '../../access/scopes/channel.ts';
import type { Call } from '../../endpoint/endpoint.ts';
import { likeText } from '../../platform/db/like.ts';
import { invalidUrl } from '../../platform/http/errors.ts';
import { countOf, timeOf } from '../../platform/http/paging.ts';
import { infoOf } from './file-row.ts';
import { selectFilesOfChannel } from './queries.ts';

export async function filesOfChannel(call: Call<typeof getFilesOfChannel, InChannel>): Promise<FileInfo[]> {
  const { db, granted, query } = call;
  const { before, before_id = '', kind = '', name = '' } = query;
  const known = fileKinds.find((one) => one === kind);
  if (kind !== '' && !known) throw invalidUrl('kind');
  const rows = await selectFilesOfChannel(db, {
    channel_id: granted.channel.id,
    before: timeOf('before', before) || Number.MAX_SAFE_INTEGER,
    before_id,
    type_pattern: known ? kindPatterns[known] : '',
    name_pattern: name === '' ? '' : `%${likeText(name)}%`,
    most: countOf(query.per_page, limits.perPageDefault),
  });
  return rows.map(infoOf);
}
