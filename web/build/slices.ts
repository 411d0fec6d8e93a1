import type { Plugin } from 'vite';

import { every, nameOf, nodeAt, nodesAt, parse } from '../../tools/syntax.ts';

/** Leaves out what slices have for tests only, and with it what nothing else uses. */
export function slices(): Plugin {
  return {
    name: 'innermost:slices',
    apply: 'build',
    enforce: 'pre',
    transform: {
      filter: { id: /\/web\/src\/live\/slices\/\w+\.ts$/ },
      handler: (code, id) => ({ code: withoutComparable(id, code), map: null }),
    },
  };
}

export function withoutComparable(path: string, code: string): string {
  const objects = [...every(parse(path, code).program)].filter(({ node }) => node.type === 'ObjectExpression');
  const left = objects
    .flatMap(({ node }) => nodesAt(node, 'properties'))
    .filter((property) => nameOf(nodeAt(property, 'key')) === 'comparable')
    .toSorted((a, b) => b.start - a.start);
  return left.reduce((rest, { start, end }) => rest.slice(0, start) + rest.slice(end).replace(/^\s*,/, ''), code);
}
