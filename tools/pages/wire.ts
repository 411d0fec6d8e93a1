// docs/wire.md: the ledger of what is kept only because clients depend on it.
import { productSources } from '../sources.ts';
import { code, page, table } from './markdown.ts';

const explanation = 'Each of these remarks marks behaviour that exists for the sake of existing clients and databases.';

export interface WireRemark {
  path: string;
  text: string;
}

/** The remark goes on over comment lines until the comment, or its sentence before an empty line, ends. */
export function wireRemarks(path: string, source: string): WireRemark[] {
  const lines = source.split('\n');
  return lines.flatMap((line, index) => {
    const begin = /^(?:.*\/\/|\s*\/?\*+)\s(?:[^'"]*[.:] )?Wire: (.*)$/.exec(line);
    if (!begin) return [];
    const words = [begin[1] ?? ''];
    for (let next = index + 1; !words.at(-1)?.includes('*/'); next += 1) {
      const more = /^\s*(?:\/\/|\*)\s?(?!\/)(.+)$/.exec(lines[next] ?? '');
      if (!more || more[1]?.startsWith('Wire:')) break;
      words.push(more[1] ?? '');
    }
    const text = words.join(' ').replace(/\s*\*\/.*$/, '');
    return [{ path, text: text.replace(/\s+/g, ' ').trim() }];
  });
}

export function wirePage(): string {
  const files = productSources('{protocol,client,server,web,ctl}/**/*.{ts,tsx}');
  const remarks = files.flatMap(({ path, text }) => wireRemarks(path, text));
  return page(
    'Wire remarks',
    'the comments that begin with `Wire:`',
    `${explanation} There are ${remarks.length}.`,
    table(
      ['Where', 'What'],
      remarks.map(({ path, text }) => [code(path), text]),
    ),
  );
}
