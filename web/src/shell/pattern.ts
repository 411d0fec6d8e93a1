/** Patterns of addresses: `/:team/pl/:post`, `:post(id)` for ids only, and a last `*` for whatever follows. Pure. */

/** The names in a pattern, each with its text. */
export type ParamsOf<Path extends string> = Path extends `${infer First}/${infer Rest}`
  ? ParamsOf<First> & ParamsOf<Rest>
  : Path extends `:${infer Name}`
    ? Record<Name extends `${infer Plain}(id)` ? Plain : Name, string>
    : unknown;

/** What the names stand for, or undefined where an address does not fit. Takes the parts that `partsOf` gives. */
export function fitted(pattern: string, parts: readonly string[]): Record<string, string> | undefined {
  const wanted = pattern.split('/').filter(Boolean);
  const isOpen = wanted.at(-1) === '*';
  if (isOpen) wanted.pop();
  if (parts.length < wanted.length || (!isOpen && parts.length > wanted.length)) return undefined;
  const params: Record<string, string> = {};
  for (const [at, one] of wanted.entries()) {
    const part = parts[at] ?? '';
    const [, name, kind] = /^:(\w+)(\(id\))?$/.exec(one) ?? [];
    if (name === undefined ? part !== one : kind !== undefined && !isId(part)) return undefined;
    if (name !== undefined) params[name] = part;
  }
  return params;
}

/** The address that a pattern is with its names filled in. */
export function filled(pattern: string, params: Readonly<Record<string, string>>): string {
  return pattern.replace(/\/\*$/, '').replaceAll(/:(\w+)(?:\(id\))?/g, (_, name: string) => params[name] ?? '');
}

/** The parts of an address. Names and ids are in small letters, however a link writes them. */
export function partsOf(path: string): string[] {
  return path
    .split('/')
    .filter(Boolean)
    .map((part) => decode(part).toLowerCase());
}

/** Ids have 26 small letters and digits. */
export function isId(text: string): boolean {
  return /^[a-z0-9]{26}$/.test(text);
}

/** Addresses that people typed may be anything. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
