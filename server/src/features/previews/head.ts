/** What the head of a page says of it. */
import { Parser } from 'htmlparser2';

export interface Head {
  readonly title: string;
  /** `property`, `name` or `itemprop` in small letters, and `content`, in the order of the page. */
  readonly metas: readonly (readonly [name: string, content: string])[];
  /** Where it says as JSON what can be embedded of it. */
  readonly oembed: string | undefined;
}

/** Of one page; a page with more is up to something. */
const mostMetas = 200;
const longestText = 4_096;

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/** Stops at the body, where pages say nothing of themselves. */
export function headOf(html: string): Head {
  const metas: [string, string][] = [];
  let oembed: string | undefined;
  let title = '';
  let isInTitle = false;
  const reading = { isDone: false };
  const parser = new Parser({
    onopentag(name, attributes) {
      if (name === 'body') reading.isDone = true;
      else if (name === 'title') isInTitle = title === '';
      else if (name === 'meta' && metas.length < mostMetas) {
        const key = attributes['property'] ?? attributes['name'] ?? attributes['itemprop'];
        const content = attributes['content'];
        if (key !== undefined && content !== undefined)
          metas.push([key.trim().toLowerCase(), oneLine(content.slice(0, longestText))]);
      } else if (name === 'link' && attributes['type'] === 'application/json+oembed') oembed ??= attributes['href'];
    },
    ontext(text) {
      if (isInTitle && title.length < longestText) title += text;
    },
    onclosetag(name) {
      if (name === 'title') isInTitle = false;
      if (name === 'head') reading.isDone = true;
    },
  });
  // In pieces, so that a long body is not read.
  for (let at = 0; at < html.length && !reading.isDone; at += piece) parser.write(html.slice(at, at + piece));
  if (!reading.isDone) parser.end();
  return { title: oneLine(title.slice(0, longestText)), metas, oembed };
}

const piece = 16_384;
