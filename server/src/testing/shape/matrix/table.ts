/** The table of the access matrix: its text from rows, and rows from its text. */
import { callers } from '../world.ts';

const introduction = `# Who gets what answer

Written by \`npm run generate\` and compared by the tests in \`matrix/\`. Every endpoint is called on a private channel
of a private team, and on one of its members: by nobody, by a guest, a user and a bot who are not in that team, by a
member and an administrator of the team who are not in the channel, by a guest, a member and an administrator of the
channel, and by a system administrator. Each call finds a world of its own, so that none changes the next. Where a call
is about another kind of place (a group channel, an archived one, an open team) or about the caller's own post, it finds
that.
`;

/** `METHOD path` → the row. */
export function rowsOf(text: string): Map<string, string> {
  const rows = text.split('\n').map((row): [string | undefined, string] => {
    const [, method, path] = /^\| ([A-Z]+) \| `([^`]+)` \|/.exec(row) ?? [];
    return [path && `${method} ${path}`, row];
  });
  return new Map(rows.filter((row): row is [string, string] => row[0] !== undefined));
}

/** `names`: those of all endpoints, in order. Rows that are not known yet are left out. */
export function tableOf(names: readonly string[], rows: ReadonlyMap<string, string>): string {
  const head = `| Method | Path | ${callers.join(' | ')} |\n|${' --- |'.repeat(callers.length + 2)}`;
  const present = names.map((name) => rows.get(name)).filter((row) => row !== undefined);
  return `${introduction}\n${head}\n${present.join('\n')}\n`;
}
