/** Shell scripts put text into JSON without escaping its line breaks; the wire forgives that in these values. */
const forgiven = new Set(['text', 'fallback', 'pretext', 'author_name', 'title', 'value']);

const escapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Index of the quote that ends the string begun at `start`, or -1. */
function endOfString(json: string, start: number): number {
  for (let at = start + 1; at < json.length; at += 1) {
    if (json[at] === '"') return at;
    if (json[at] === '\\') at += 1;
  }
  return -1;
}

/** Escapes line breaks and tabs that stand raw in the string values of the keys above; all else stays. Linear. */
export function escapeRawBreaks(json: string): string {
  const colon = /\s*:\s*/y;
  const parts: string[] = [];
  let copied = 0;
  let valueAt = -1;
  for (let start = json.indexOf('"'); start !== -1;) {
    const end = endOfString(json, start);
    if (end === -1) break;
    const content = json.slice(start + 1, end);
    if (start === valueAt) {
      parts.push(
        json.slice(copied, start + 1),
        content.replace(/[\n\r\t]/g, (one) => escapes[one] ?? one),
      );
      copied = end;
    }
    colon.lastIndex = end + 1;
    valueAt = colon.test(json) && forgiven.has(content) ? colon.lastIndex : -1;
    start = json.indexOf('"', end + 1);
  }
  return parts.join('') + json.slice(copied);
}
