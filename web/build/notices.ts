import { readdirSync, readFileSync } from 'node:fs';

import type { Plugin } from 'vite';

/** Ships the licence texts of the fonts, and of what only a worker loads; Vite writes those of the other packages. */
export function fontNotices(): Plugin {
  const folder = new URL('../src/styles/fonts/', import.meta.url);
  return {
    name: 'innermost:font-notices',
    apply: 'build',
    generateBundle() {
      for (const name of readdirSync(folder).filter((name) => name.endsWith('.txt'))) {
        this.emitFile({ type: 'asset', fileName: `static/${name}`, source: readFileSync(new URL(name, folder)) });
      }
      const emoji = new URL(import.meta.resolve('twemoji-colr-font/LICENSE'));
      this.emitFile({ type: 'asset', fileName: 'static/OFL-twemoji.txt', source: readFileSync(emoji) });
      const highlight = new URL('../LICENSE', import.meta.resolve('highlight.js'));
      this.emitFile({ type: 'asset', fileName: 'static/BSD-highlight.txt', source: readFileSync(highlight) });
    },
  };
}
