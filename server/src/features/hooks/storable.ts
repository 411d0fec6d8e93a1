/** JSON may say what neither PostgreSQL's text nor its jsonb can hold. */

const storableText = (text: string): string => text.toWellFormed().replaceAll('\0', '');

/** A copy without NUL characters, and with halves of surrogate pairs replaced. */
export function storable(value: unknown): unknown {
  if (typeof value === 'string') return storableText(value);
  if (Array.isArray(value)) return value.map(storable);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [storableText(key), storable(entry)]));
}
