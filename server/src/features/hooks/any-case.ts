import { z, type ZodObject, type ZodRawShape } from 'zod';

/** Wire: keys are understood in any case of letters, as PowerShell users write them; an exact key wins. */
export function inAnyCase<Shape extends ZodRawShape>(schema: ZodObject<Shape>) {
  const keys = new Set(Object.keys(schema.shape));
  return z.preprocess((value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    if (Object.keys(value).every((key) => keys.has(key))) return value;
    const entries = Object.entries(value);
    const known = entries.map(([key, entry]) => [key.toLowerCase(), entry] as const).filter(([key]) => keys.has(key));
    return Object.fromEntries([...known, ...entries.filter(([key]) => keys.has(key))]);
  }, schema);
}
