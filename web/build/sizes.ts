// After the build: compressed twins beside every text file, so that the server never compresses, and
// dist/build.json with all sizes. The first load is what index.html pulls in before anything is lazy.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

import type { Plugin, Rolldown } from 'vite';

interface Sizes {
  raw: number;
  gzip: number;
  brotli: number;
}

const text = new Set(['.html', '.js', '.css', '.svg', '.json', '.txt', '.webmanifest']);

/** Fails the build when the first load needs more JavaScript than `limit` bytes, gzip. */
export function sizes(limit: number): Plugin {
  return {
    name: 'innermost:sizes',
    apply: 'build',
    writeBundle(options, bundle) {
      const folder = options.dir ?? 'dist';
      const files: Record<string, Sizes> = {};
      for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted()) {
        if (text.has(extname(file))) files[file.replaceAll('\\', '/')] = compress(join(folder, file));
      }
      const first = firstLoad(bundle).map((file) => files[file]);
      const js = first.reduce((sum, size) => sum + (size?.gzip ?? 0), 0);
      writeFileSync(join(folder, 'build.json'), JSON.stringify({ first_load_js_gzip: js, limit, files }, null, 2));
      this.info(`first load: ${kb(js)} of JavaScript, gzip (at most ${kb(limit)})`);
      if (js > limit) this.error(`the first load needs ${kb(js)} of JavaScript, more than ${kb(limit)}`);
    },
  };
}

function compress(path: string): Sizes {
  const raw = readFileSync(path);
  const gzip = gzipSync(raw, { level: 9 });
  const brotli = brotliCompressSync(raw, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: raw.length } });
  writeFileSync(`${path}.gz`, gzip);
  writeFileSync(`${path}.br`, brotli);
  return { raw: raw.length, gzip: gzip.length, brotli: brotli.length };
}

/** The entry and everything it imports statically; dynamic imports come later by definition. */
function firstLoad(bundle: Rolldown.OutputBundle): string[] {
  const wanted = new Set<string>();
  const add = (name: string): void => {
    const chunk = bundle[name];
    if (chunk?.type !== 'chunk' || wanted.has(name)) return;
    wanted.add(name);
    for (const imported of chunk.imports) add(imported);
  };
  for (const chunk of Object.values(bundle)) if (chunk.type === 'chunk' && chunk.isEntry) add(chunk.fileName);
  return [...wanted, ...Object.keys(bundle).filter((name) => name.startsWith('static/first-paint-'))];
}

const kb = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
