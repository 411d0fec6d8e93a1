import { readFile } from 'node:fs/promises';
import type { Figure } from '../figure.ts';

/** The build counts what a browser fetches before anything that can wait. */
export async function firstLoad(): Promise<Figure[]> {
  const text = await readFile(new URL('../../../web/dist/build.json', import.meta.url), 'utf8');
  // Written by the web client's build.
  const { first_load_js_gzip: bytes } = JSON.parse(text) as { first_load_js_gzip: number };
  return [
    {
      what: 'web client, JavaScript of the first load, gzip',
      measured: `${(bytes / 1000).toFixed(0)} KB`,
      value: bytes / 1000,
      limit: '',
      reach: '180 KB',
      ok: bytes <= 180_000,
    },
  ];
}
