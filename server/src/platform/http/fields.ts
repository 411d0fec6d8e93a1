/**
 * Schemas that are as lenient as the wire's original decoder: null and an absent key mean the zero value, of a whole body
 * and of an element of a list too; unknown keys are ignored, and a value of the wrong type is refused.
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
export const optionalInteger = () =>
  z
    .number()
    .int()
    .nullish()
    .transform((value) => value ?? undefined);
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
    .nullish()
    .transform((value) => value ?? undefined);
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
export const list = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .nullish()
    .transform((value) => value ?? []);
export const textList = () => list(text());
export const optionalTextList = () =>
  z
    .array(text())
    .nullish()
    .transform((value) => value ?? undefined);
/** An object of these keys. The schemas of its keys must take absence. */
export const object = <Shape extends z.ZodRawShape>(shape: Shape) => {
  const whole = z.object(shape);
  return whole.nullish().transform((value) => value ?? whole.parse({}));
};
/** A schema for each key of a body: exactly its keys, of exactly their types. What may be absent may be undefined. */
type FieldsOf<Body> = {
  readonly [Key in keyof Body]-?: z.ZodType<
    Partial<Pick<Body, Key>> extends Pick<Body, Key> ? Body[Key] | undefined : Body[Key]
  >;
};

/**
 * The body of a contract: `body<PatchTeam>({ … })`, or without naming it where the declaration says it. A key that the
 * contract lacks, or that is left out here, does not compile. What is undefined is absent from the result.
 */
export const body = <Body extends object>(fields: NoInfer<FieldsOf<Body>>): z.ZodType<Body> =>
  // The type of the parameter promises the keys, and `defined` leaves out those that are undefined.
  object(fields as z.ZodRawShape).transform((value) => defined(value) as Body);

/** An object of strings; values of other types are refused. */
export const textMap = () =>
  z
    .record(z.string(), text())
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
