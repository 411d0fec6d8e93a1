/** What a thousand pictures in messages leave in the store and in the database beyond themselves. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { uploadFiles } from '@innermost/protocol/files.ts';
import { createPost } from '@innermost/protocol/posts.ts';
import { setScene, type Scene } from '../../../e2e/support/scene.ts';
import { halves } from '../../../server/src/platform/pictures/testing/samples.ts';
import { startServerProcess } from '../../../server/src/testing/server-process.ts';
import { percent, whole, type Figure, type Say } from '../figure.ts';
import { databaseUrlOf } from '../stage.ts';

const messages = 100;
const eachHas = 10;
const count = messages * eachHas;

/** Bytes of all files below a folder. */
async function bytesBelow(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map(async (file) => (await stat(join(file.parentPath, file.name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Table → rows. */
async function rowsOf(database: Client): Promise<Map<string, number>> {
  const { rows: tables } = await database.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
  );
  const counted = new Map<string, number>();
  for (const { name } of tables) {
    const { rows } = await database.query<{ count: string }>(`SELECT count(*) FROM ${name}`);
    counted.set(name, Number(rows[0]?.count));
  }
  return counted;
}

async function postAll({ ann, channel }: Scene, picture: Uint8Array<ArrayBuffer>, say: Say): Promise<void> {
  for (let message = 0; message < messages; message += 1) {
    const { file_infos } = await ann.client.upload(uploadFiles, {
      body: {
        fields: { channel_id: channel.id, client_ids: [] },
        files: Array.from({ length: eachHas }, (_, n) => ({
          field: 'files',
          name: `screenshot ${message * eachHas + n}.jpg`,
          content: new Blob([picture]),
        })),
      },
    });
    const file_ids = file_infos.map(({ id }) => id);
    await ann.client.call(createPost, { body: { channel_id: channel.id, message: '', file_ids } });
    if ((message + 1) % 20 === 0) say(`  ${whole((message + 1) * eachHas)} of ${whole(count)} pictures`);
  }
}

export async function storedPictures(say: Say): Promise<Figure[]> {
  const picture = Uint8Array.from(await halves({ width: 1_600, height: 1_200 }).blur(2).jpeg().toBuffer());
  const server = await startServerProcess();
  const database = new Client({ connectionString: await databaseUrlOf(server.dataDir) });
  try {
    await database.connect();
    const scene = await setScene(server.url);
    const store = join(server.dataDir, 'files');
    const [bytesBefore, rowsBefore] = [await bytesBelow(store).catch(() => 0), await rowsOf(database)];
    await postAll(scene, picture, say);
    const beyond = (await bytesBelow(store)) - bytesBefore - count * picture.length;
    const after = await rowsOf(database);
    const grown = [...after].map(([name, rows]) => ({ name, more: rows - (rowsBefore.get(name) ?? 0) }));
    const added = grown.filter(({ name, more }) => more > 0 && name !== 'public.posts');
    const rows = added.reduce((sum, { more }) => sum + more, 0) / count;
    for (const { name, more } of added) say(`  ${name}: ${whole(more)} rows more`);
    return [
      {
        what: `${whole(count)} pictures of ${whole(picture.length / 1000)} KB posted: bytes on disk beyond them, each`,
        measured: `${(beyond / count / 1000).toFixed(1)} KB, ${percent(beyond / count / picture.length)}`,
        value: beyond / count,
        limit: '',
        reach: 'printed',
        ok: true,
      },
      {
        what: `${whole(count)} pictures posted: rows in the database beyond those of their messages, each`,
        measured: rows.toFixed(2),
        value: rows,
        limit: '',
        reach: 'printed',
        ok: true,
      },
    ];
  } finally {
    await database.end();
    await server.dispose();
  }
}
