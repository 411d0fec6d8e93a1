// Statements name their parameters (`:user_id`); PostgreSQL numbers them (`$1`).

export interface Numbered {
  readonly text: string;
  /** By number, from `$1` on. */
  readonly parameters: readonly Parameter[];
}

export interface Parameter {
  readonly name: string;
  /** Written `:name?`: NULL may be given; of a list, its items may be NULL. */
  readonly nullable: boolean;
}

/**
 * What may hold a colon without naming a parameter, and then the parameters themselves. A colon right after a word or a
 * bracket is the one of a slice (`list[1:n]`).
 */
const token =
  /\b[eE]'(?:\\.|''|[^'\\])*'|'(?:''|[^'])*'|"(?:""|[^"])*"|--[^\n]*|\/\*[\s\S]*?\*\/|\$([a-zA-Z_]\w*)?\$[\s\S]*?\$\1\$|::|(?<number>\$\d+)|(?<![\w)\]]):(?<name>[a-z_]\w*)(?<nullable>\?)?/g;

/**
 * Each name gets one number, in the order in which the names first appear. Throws for a text that numbers a parameter
 * itself, or that calls one parameter nullable in one place only.
 */
export function numbered(text: string): Numbered {
  const parameters = new Map<string, Parameter>();
  const numbers = new Map<string, number>();
  const replaced = text.replaceAll(token, (...match: unknown[]) => {
    const { number, name, nullable } = match.at(-1) as Record<'number' | 'name' | 'nullable', string | undefined>;
    if (number !== undefined) throw new Error(`Name the parameter ${number} in: ${text}`);
    if (name === undefined) return match[0] as string;
    const known = parameters.get(name);
    const parameter = { name, nullable: nullable !== undefined };
    if (known && known.nullable !== parameter.nullable)
      throw new Error(`The parameter :${name} is nullable in one place only, in: ${text}`);
    if (!known) numbers.set(name, parameters.size + 1);
    parameters.set(name, parameter);
    return `$${numbers.get(name)}`;
  });
  return { text: replaced, parameters: [...parameters.values()] };
}
