import type { Command, Flag } from './command.ts';

export const commonFlags: Readonly<Record<string, Flag>> = {
  url: {
    value: '<address>',
    text: 'of the server; default INNERMOST_URL, else the server that runs here, else http://localhost:8065',
  },
  json: { text: 'print one JSON document instead of lines' },
  help: { text: 'explain the verb' },
};

const environment = [
  ['INNERMOST_URL', 'the address of the server'],
  ['INNERMOST_DATA_DIR', 'the data folder of a server on this machine; default ./data'],
  ['MM_USER', 'the administrator: a username or an e-mail address'],
  ['MM_PASSWORD', 'and its password; both are asked for at a terminal when not set'],
  ['MM_EMAIL', 'for initialize: the e-mail address of a new administrator; default <user>@localhost'],
] as const;

const exitCodes =
  'Exit code: 0 all is well, 1 a check failed or the command line is wrong, 2 the server cannot be reached.';

export function generalHelp(commands: readonly Command[]): string {
  return [
    'Usage: innermost <verb> [--flags], in any order',
    '',
    ...table(commands.map(({ name, args = [], summary }) => [[name, ...args].join(' '), summary])),
    '',
    ...sections(commonFlags),
  ].join('\n');
}

export function commandHelp({ name, args = [], about, flags }: Command): string {
  return [
    `Usage: innermost ${[name, ...args].join(' ')} [--flags]`,
    '',
    about,
    '',
    ...sections({ ...flags, ...commonFlags }),
  ].join('\n');
}

function sections(flags: Readonly<Record<string, Flag>>): string[] {
  const rows = Object.entries(flags).map(([name, flag]): [string, string] => [
    flag.value ? `--${name} ${flag.value}` : `--${name}`,
    flag.text,
  ]);
  return ['Flags:', ...table(rows), '', 'Environment:', ...table(environment), '', exitCodes];
}

function table(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
