/** Text of XML that strangers wrote. Entities of a DTD are not known here, so none can grow. */
import { Parser } from 'htmlparser2';
import type { Collected } from './collected.ts';

export interface Takes {
  /** Elements whose text counts; undefined: all text. */
  readonly within: ReadonlySet<string> | undefined;
  /** After these begins another line. */
  readonly lines: ReadonlySet<string>;
  /** Stand for a blank. */
  readonly blanks: ReadonlySet<string>;
}

const piece = 65_536;

export function addXml(xml: string, { within, lines, blanks }: Takes, collected: Collected): void {
  let depth = within ? 0 : 1;
  const parser = new Parser(
    {
      onopentagname(name) {
        if (within?.has(name)) depth += 1;
        if (blanks.has(name)) collected.add(' ');
      },
      ontext(text) {
        if (depth > 0) collected.add(text);
      },
      onclosetag(name) {
        if (within?.has(name)) depth -= 1;
        if (lines.has(name)) collected.add('\n');
      },
    },
    { xmlMode: true },
  );
  for (let at = 0; at < xml.length; at += piece) parser.write(xml.slice(at, at + piece));
  parser.end();
}
