/** Compares what the database says of files with what the store holds. */
import type { checkFiles, FileCheck } from '@innermost/protocol/file-upkeep.ts';
import type { Call } from '../../../endpoint/endpoint.ts';
import type { Db } from '../../../platform/db/database.ts';
import { telling } from '../store-errors.ts';
import { waitingFolder } from '../upload/incoming-file.ts';
import { KnownPaths, keyOf } from './known-paths.ts';
import { selectPaths, selectUploadPaths } from './queries.ts';

const atATime = 5_000;
/** So many of each kind are named. */
const shown = 200;
/** Of files of messages; what else lies in the store belongs to something else, or is nobody's business here. */
const ofMessages = /^\d{8}\/teams\//;
/** Of what has arrived of a resumable upload. */
const part = /\.tmp(?:\.\d+)?$/;

type Row = Awaited<ReturnType<typeof selectPaths>>[number];

async function* rowsOf(db: Db): AsyncGenerator<Row> {
  let after = '';
  for (;;) {
    const rows = await selectPaths(db, { after, most: atATime });
    yield* rows;
    if (rows.length < atATime) return;
    after = rows.at(-1)?.id ?? '';
  }
}

async function knownPaths(db: Db): Promise<KnownPaths> {
  const keys: number[] = [];
  for await (const { path, thumbnail_path, preview_path } of rowsOf(db))
    for (const one of [path, thumbnail_path, preview_path]) if (one !== '') keys.push(keyOf(one));
  for (const { path } of await selectUploadPaths(db)) keys.push(keyOf(path));
  return new KnownPaths(keys);
}

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
  const known = await knownPaths(db);
  const look = async (): Promise<void> => {
    for await (const { path, size } of services.files.list('')) {
      if (!ofMessages.test(path) && !path.startsWith(waitingFolder)) {
        known.see(path);
        continue;
      }
      found.contents += 1;
      if (known.see(path) || (part.test(path) && known.see(path.replace(part, '')))) continue;
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
