import type { Plugin } from 'vite';

import { compiled, idOf, isCompiled, messagesIn } from '../../tools/words/messages.ts';
import { parse } from '../../tools/syntax.ts';

const inCode = /\/web\/src\/.+\.tsx?(\?|$)/;
const catalogue = /\/web\/src\/words\/\w+\.json$/;

/**
 * Compiles what the screens say, so that no reader of ICU messages is shipped. Texts without placeholders stay as they are
 * and name themselves; others become their tokens under a short id, in the code and in the catalogues alike.
 */
export function words(): Plugin {
  return {
    name: 'innermost:words',
    apply: 'build',
    enforce: 'pre',
    transform: {
      filter: { id: [inCode, catalogue] },
      handler: (code, id) => ({
        code: catalogue.test(id) ? compiledCatalogue(code) : compiledTexts(id, code),
        map: null,
      }),
    },
  };
}

export function compiledTexts(path: string, code: string): string {
  if (!code.includes('/words/')) return code;
  const found = messagesIn(parse(path, code)).filter(({ text }) => isCompiled(text));
  return found
    .toSorted((a, b) => b.node.start - a.node.start)
    .reduce((rest, { text, node, isAttribute }) => {
      const message = JSON.stringify({ id: idOf(text), message: compiled(text) });
      const replacement = isAttribute ? `{${message}}` : message;
      return rest.slice(0, node.start) + replacement + rest.slice(node.end);
    }, code);
}

export function compiledCatalogue(json: string): string {
  const texts: Record<string, string> = JSON.parse(json);
  return JSON.stringify(Object.fromEntries(Object.entries(texts).map(([text, own]) => [idOf(text), compiled(own)])));
}
