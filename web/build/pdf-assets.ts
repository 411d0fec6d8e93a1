import { readdirSync, readFileSync } from 'node:fs';

import type { Plugin } from 'vite';

/**
 * Ships what pdf.js asks for when a PDF names fonts that it does not bring: the maps of Chinese, Japanese and Korean
 * letters, and the fourteen usual fonts. Nothing of it is loaded before. The folder bears the version, as files of it are
 * kept for a year.
 */
export function pdfAssets(): Plugin {
  const manifest = new URL(import.meta.resolve('pdfjs-dist/package.json'));
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  return {
    name: 'innermost:pdf-assets',
    apply: 'build',
    generateBundle() {
      for (const part of ['cmaps', 'standard_fonts']) {
        const folder = new URL(`${part}/`, manifest);
        for (const name of readdirSync(folder).filter((name) => /\.(bcmap|pfb|ttf)$/.test(name)))
          this.emitFile({
            type: 'asset',
            fileName: `static/pdf-${version}/${part}/${name}`,
            source: readFileSync(new URL(name, folder)),
          });
      }
      for (const [from, to] of [
        ['LICENSE', 'Apache-pdfjs.txt'],
        ['standard_fonts/LICENSE_FOXIT', 'BSD-foxit-fonts.txt'],
        ['standard_fonts/LICENSE_LIBERATION', 'OFL-liberation.txt'],
      ] as const)
        this.emitFile({ type: 'asset', fileName: `static/${to}`, source: readFileSync(new URL(from, manifest)) });
    },
  };
}
