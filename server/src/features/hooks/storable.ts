/** JSON may say what neither PostgreSQL's text nor its jsonb can hold. */

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

const storableText = (text: string): string => text.toWellFormed().replaceAll('\0', '');

/** A copy without NUL characters, and with halves of surrogate pairs replaced. */
export function storable(value: unknown): unknown {
  if (typeof value === 'string') return storableText(value);
  if (Array.isArray(value)) return value.map(storable);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [storableText(key), storable(entry)]));
}
