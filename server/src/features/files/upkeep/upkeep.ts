/** What an operator asks and does about files. */
import type {
  FileUsage,
  getFileUsage,
  ListedFile,
  listStoredFiles,
  moveFiles,
  Purged,
  purgeFiles,
} from '@innermost/protocol/file-upkeep.ts';
import type { StatusOk } from '@innermost/protocol/route.ts';
import type { Call, CallWithoutTransaction } from '../../../endpoint/endpoint.ts';
import { fileStoreFault } from '../../../platform/config/file-store-fault.ts';
import { likeText } from '../../../platform/db/like.ts';
import { AppError, invalidBody, invalidUrl } from '../../../platform/http/errors.ts';
import { countOf, paging } from '../../../platform/http/paging.ts';
import { removeFromStore } from '../jobs.ts';
import { moveStoredFiles } from './move.ts';
import {
  deletePurgeable,
  selectPurgeable,
  selectStoredFiles,
  selectUsage,
  selectUsageByChannel,
  selectUsageByPerson,
} from './queries.ts';

export function listFiles({ db, query }: Call<typeof listStoredFiles>): Promise<ListedFile[]> {
  const { per_page, offset } = paging(query);
  const { user_id = '', channel_id = '', name = '' } = query;
  const pattern = name === '' ? '' : `%${likeText(name)}%`;
  return selectStoredFiles(db, { user_id, channel_id, pattern, per_page, offset });
}

export async function usageOfFiles({ db, query }: Call<typeof getFileUsage>): Promise<FileUsage> {
  const { by = 'person' } = query;
  if (by !== 'person' && by !== 'channel') throw invalidUrl('by');
  const most = countOf(query.per_page, 20);
  const [total] = await selectUsage(db);
  const largest = by === 'person' ? await selectUsageByPerson(db, { most }) : await selectUsageByChannel(db, { most });
  return { files: total?.files ?? 0, bytes: total?.bytes ?? 0, largest };
}

const atATime = 500;

/** In steps, each of which is done whole: what is interrupted goes on when it is asked for again. */
export async function purge(call: CallWithoutTransaction<typeof purgeFiles>): Promise<Purged> {
  const { body, db, now } = call;
  const { before, dry_run } = body;
  if (before <= 0 || before > now) throw invalidBody('before');
  if (dry_run) {
    const [found] = await selectPurgeable(db, { before });
    return { files: found?.files ?? 0, bytes: found?.bytes ?? 0 };
  }
  const purged = { files: 0, bytes: 0 };
  for (;;) {
    const gone = await call.transaction([], async (w) => {
      const rows = await deletePurgeable(w.db, { before, most: atATime });
      const paths = rows.flatMap(({ path, thumbnail_path, preview_path }) => [path, thumbnail_path, preview_path]);
      if (rows.length > 0) await w.job(removeFromStore, { paths: paths.filter((path) => path !== '') });
      return rows;
    });
    purged.files += gone.length;
    for (const { size } of gone) purged.bytes += size;
    if (gone.length < atATime) return purged;
  }
}

/** 400 where no store could be opened there, or where files would be removed that the server still keeps. */
export async function move(call: Call<typeof moveFiles>): Promise<StatusOk> {
  const { body, config, services } = call;
  const { to, remove } = body;
  if (to !== 'local' && to !== 'amazons3') throw invalidBody('to');
  if (remove && to !== services.files.driver) throw new AppError('api.innermost.files.move_in_use.app_error');
  const fault = fileStoreFault(config, 'amazons3');
  if (fault !== undefined) throw new AppError('api.innermost.files.move_nowhere.app_error', { fault });
  await call.job(moveStoredFiles, { to, remove }, { key: 'move-files' });
  return { status: 'OK' };
}
