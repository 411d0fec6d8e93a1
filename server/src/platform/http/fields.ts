/**
 * Schemas that are as lenient as the wire's original decoder: null means the zero value, unknown keys are
 * ignored, and a value of the wrong type is refused.
 */
import { z } from 'zod';

export const text = () =>
  z
    .string()
    .nullish()
    .transform((value) => value ?? '');
export const optionalText = () =>
  z
    .string()
    .nullish()
    .transform((value) => value ?? undefined);
export const integer = () =>
  z
    .number()
    .int()
    .nullish()
    .transform((value) => value ?? 0);
/** How many, also as text; negative and broken numbers are refused. */
export const optionalCount = () =>
  z
    .union([
      z.number().int().min(0),
      z
        .string()
        .regex(/^\d{1,9}$/)
        .transform(Number),
    ])
    .optional();
export const flag = () =>
  z
    .boolean()
    .nullish()
    .transform((value) => value ?? false);
export const optionalFlag = () =>
  z
    .boolean()
    .nullish()
    .transform((value) => value ?? undefined);
export const textList = () =>
  z
    .array(z.string())
    .nullish()
    .transform((value) => value ?? []);
/** An object of strings; values of other types are refused. */
export const textMap = () =>
  z
    .record(z.string(), z.string())
    .nullish()
    .transform((value) => value ?? undefined);
export const anyMap = () =>
  z
    .record(z.string(), z.unknown())
    .nullish()
    .transform((value) => value ?? undefined);

/** Drops keys whose value is undefined, so that `exactOptionalPropertyTypes` sees an absent key as absent. */
export function defined<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  // Entries keep their own types; only undefined ones are left out.
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
