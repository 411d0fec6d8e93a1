/** Compares what the database says of files with what the store holds. */
import type { checkFiles, FileCheck } from '@innermost/protocol/file-upkeep.ts';
import type { Call } from '../../../endpoint/endpoint.ts';
import { telling } from '../store-errors.ts';
import { isOfMessages, readKnownPaths, rowsOf } from './known-paths.ts';

/** So many of each kind are named. */
const shown = 200;
/** A file that is uploaded meanwhile may be told as unknown. */
export async function checkFilesOfServer({ db, services }: Call<typeof checkFiles>): Promise<FileCheck> {
  const found: FileCheck = {
    rows: 0,
    contents: 0,
    missing_count: 0,
    missing: [],
    unknown_count: 0,
    unknown_bytes: 0,
    unknown: [],
  };
  const known = await readKnownPaths(db);
  const look = async (): Promise<void> => {
    for await (const { path, size } of services.files.list('')) {
      if (!isOfMessages(path)) {
        known.see(path);
        continue;
      }
      found.contents += 1;
      if (known.see(path)) continue;
      found.unknown_count += 1;
      found.unknown_bytes += size;
      if (found.unknown.length < shown) found.unknown.push({ path, size });
    }
  };
  await telling(services, look());
  for await (const { id, path, delete_at } of rowsOf(db)) {
    found.rows += 1;
    // One whose message was deleted is not asked for any more.
    if (delete_at > 0 || path === '' || known.wasSeen(path)) continue;
    // It may have come meanwhile.
    if (await telling(services, services.files.stat(path))) continue;
    found.missing_count += 1;
    if (found.missing.length < shown) found.missing.push({ id, path });
  }
  return found;
}
