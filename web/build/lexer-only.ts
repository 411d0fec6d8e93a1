import type { Plugin } from 'vite';

/** From the instance that marked's shorthands share up to its exports. */
const shorthands = /var (\w+)=new \w+;function (\w+)\(\w,\w\)\{return \1\.parse\(.*?(?=export\{)/s;
const exports = /export\{([^}]+)\};?/;
const kept = new Set(['Lexer', 'Tokenizer']);

/**
 * Leaves the lexer of marked and nothing of what turns tokens into HTML, which is never used here: its module makes an
 * instance of everything when it is loaded, so that no bundler dares to leave it out. Fails the build when a new version
 * of marked is put together in another way.
 */
export function lexerOnly(): Plugin {
  return {
    name: 'innermost:lexer-only',
    apply: 'build',
    transform(code, id) {
      if (!id.endsWith('/marked/lib/marked.esm.js')) return undefined;
      const names = exports
        .exec(code)?.[1]
        ?.split(',')
        .filter((name) => kept.has(name.split(' as ')[1] ?? ''));
      if (!shorthands.test(code) || names?.length !== kept.size)
        return this.error('marked is put together in another way: see web/build/lexer-only.ts');
      return { code: code.replace(shorthands, '').replace(exports, `export{${names.join(',')}};`), map: null };
    },
  };
}
