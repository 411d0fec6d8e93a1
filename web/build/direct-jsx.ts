import type { Plugin } from 'vite';

const runtime = 'react/jsx-runtime';
const ours = `\0innermost:${runtime}`;

/** React's runtime is CommonJS, so that each of some 1,000 elements would be made through its namespace; here, by name. */
export function directJsx(): Plugin {
  return {
    name: 'innermost:direct-jsx',
    apply: 'build',
    enforce: 'pre',
    resolveId(source, importer) {
      return source === runtime && importer !== ours ? ours : undefined;
    },
    load(id) {
      if (id !== ours) return undefined;
      return `import runtime from '${runtime}'; export const { Fragment, jsx, jsxs } = runtime;`;
    },
  };
}
