import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

import { directJsx } from './build/direct-jsx.ts';
import { firstPaint } from './build/first-paint.ts';
import { icons } from './build/icons.ts';
import { lexerOnly } from './build/lexer-only.ts';
import { fontNotices } from './build/notices.ts';
import { pdfAssets } from './build/pdf-assets.ts';
import { sizes } from './build/sizes.ts';
import { slices } from './build/slices.ts';
import { words } from './build/words.ts';

export default defineConfig({
  plugins: [
    words(),
    slices(),
    react(),
    lexerOnly(),
    icons(),
    directJsx(),
    firstPaint(),
    fontNotices(),
    pdfAssets(),
    sizes(180_000),
  ],
  // React has had this hook of wouter's for long.
  resolve: { alias: { 'use-sync-external-store/shim/index.js': 'react' } },
  // Modules, so that a worker loads its parts when it needs them.
  worker: { format: 'es' },
  build: {
    assetsDir: 'static',
    // Nothing as data: URL and no inline script: the Content-Security-Policy allows neither.
    assetsInlineLimit: 0,
    modulePreload: false,
    // One sheet: a part whose script came on the second attempt would stay without its own.
    cssCodeSplit: false,
    reportCompressedSize: false,
    // The first load has a limit of its own: build/sizes.ts.
    chunkSizeWarningLimit: 700,
    // What every page loads is one file: compressed it is smaller, and asked for at once.
    rolldownOptions: {
      // Declaring a route does nothing: those that the page never calls are left out.
      treeshake: { manualPureFunctions: ['route'] },
      output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] } },
    },
    // The licences of what is bundled have to travel with it.
    license: { fileName: 'static/licenses.md' },
  },
});
