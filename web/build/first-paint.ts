import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

import type { Plugin } from 'vite';

/** Serves src/styles/first-paint.js as a blocking script of its own, hashed in the build. */
export function firstPaint(): Plugin {
  const source = new URL('../src/styles/first-paint.js', import.meta.url);
  let built = false;
  return {
    name: 'innermost:first-paint',
    configResolved(config) {
      built = config.command === 'build';
    },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: fileName(source), source: minified(source) });
    },
    transformIndexHtml: {
      order: 'post',
      handler: () => [
        {
          tag: 'script',
          attrs: { src: built ? `/${fileName(source)}` : '/src/styles/first-paint.js' },
          injectTo: 'head-prepend',
        },
      ],
    },
  };
}

function fileName(source: URL): string {
  return `static/first-paint-${createHash('sha256').update(minified(source)).digest('base64url').slice(0, 8)}.js`;
}

function minified(source: URL): string {
  return readFileSync(source, 'utf8')
    .replaceAll(/^\s*\/\/.*$/gm, '')
    .replaceAll(/\n\s*/g, '\n')
    .trim();
}
