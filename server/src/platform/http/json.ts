/** JSON from outside: it may say what no database keeps, and nest deeper than anything here could follow. */

/** Far below what would exhaust the stack of JSON.stringify or of PostgreSQL. */
const deepest = 500;

const childrenOf = (value: unknown): unknown[] =>
  typeof value === 'object' && value !== null ? Object.values(value) : [];

/** Goes level by level, so that depth itself costs no stack. */
export function isTooDeep(value: unknown): boolean {
  let level = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepest) return true;
    level = level.flatMap(childrenOf);
  }
  return false;
}

/** Whether the text opens so many brackets that it may nest too deeply. */
function mayBeTooDeep(text: string): boolean {
  let opened = 0;
  for (let at = 0; at < text.length && opened <= deepest; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x5b || code === 0x7b) opened += 1;
  }
  return opened > deepest;
}

/** Half of a surrogate pair can only come in as an escape. */
const surrogateEscape = /\\u[dD][89a-fA-F]/;

/**
 * As `JSON.parse`; half of a surrogate pair reads as U+FFFD, as the original decoder reads it. Throws SyntaxError, also
 * for what nests too deeply.
 */
export function parseJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if (mayBeTooDeep(text) && isTooDeep(value)) throw new SyntaxError('It is nested too deeply.');
  return surrogateEscape.test(text) ? wellFormed(value) : value;
}

function wellFormed(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (Array.isArray(value)) return value.map(wellFormed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name.toWellFormed(), wellFormed(entry)]));
}
