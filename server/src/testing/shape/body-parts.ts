/** What a body is made of, read from its schema. */
import type { ZodType } from 'zod';

type Kind = 'text' | 'number' | 'flag' | 'list' | 'object' | 'map';

export interface BodyPart {
  /** Keys, and 0 for the first of a list. Empty: the whole body. */
  readonly path: readonly (string | 0)[];
  readonly kind: Kind;
}

const kinds: Readonly<Record<string, Kind>> = {
  string: 'text',
  enum: 'text',
  union: 'number',
  number: 'number',
  boolean: 'flag',
  array: 'list',
  object: 'object',
  record: 'map',
};

interface Definition {
  type: string;
  in?: ZodType;
  innerType?: ZodType;
  shape?: Record<string, ZodType>;
  element?: ZodType;
}

// The classes of zod do not narrow by `type`, which says what is in a definition.
const definitionOf = (schema: ZodType): Definition => schema.def;

/** What a schema reads, without what it makes of it and without leave to be absent. */
function innermost(schema: ZodType): ZodType {
  const def = definitionOf(schema);
  const next = def.type === 'pipe' ? def.in : def.innerType;
  return next ? innermost(next) : schema;
}

export function partsOf(schema: ZodType | undefined): BodyPart[] {
  return schema ? walk(schema, []) : [];
}

function walk(schema: ZodType, path: BodyPart['path']): BodyPart[] {
  const def = definitionOf(innermost(schema));
  const kind = kinds[def.type];
  if (!kind) throw new Error(`Say in body-parts.ts what a schema of type ${def.type} reads.`);
  const own: BodyPart = { path, kind };
  if (def.shape) return [own, ...Object.entries(def.shape).flatMap(([key, value]) => walk(value, [...path, key]))];
  if (def.element) return [own, ...walk(def.element, [...path, 0])];
  return [own];
}
