import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import type { Plugin } from 'vite';

const maker = '\0innermost:icon';
const ours = fileURLToPath(new URL('./icon.ts', import.meta.url));
const icon = /\/lucide-react\/dist\/esm\/icons\/([\w-]+)\.mjs$/;
/** Keys of the parts, which are random letters, and the size, which all shapes of lucide share. */
const unused = /,\s*key: "[a-z0-9]+"|\n\s*size: 24,/g;
const name = /\n\s*name: "[a-z0-9-]+",/;

/**
 * Draws lucide's shapes with `icon.ts`, a tenth of what lucide brings for colours, sizes and providers that are not used
 * here, and leaves out of each what nobody asks for: its name, too, unless the style sheet mirrors it.
 */
export function icons(): Plugin {
  const sheet = readFileSync(new URL('../src/styles/accessible.css', import.meta.url), 'utf8');
  const named = new Set([...sheet.matchAll(/\.lucide-([a-z0-9-]+)/g)].map((match) => match[1]));
  return {
    name: 'innermost:icons',
    apply: 'build',
    enforce: 'pre',
    resolveId(source, importer) {
      return source === '../createLucideIcon.mjs' && importer && icon.test(importer) ? maker : undefined;
    },
    load: (id) => (id === maker ? `export { createLucideIcon as default } from ${JSON.stringify(ours)}` : undefined),
    transform: {
      filter: { id: icon },
      handler(code, id) {
        const left = code.replaceAll(unused, '');
        return { code: named.has(icon.exec(id)?.[1]) ? left : left.replace(name, ''), map: null };
      },
    },
  };
}
