/** Takes a command line apart: the verb, its flags before and after it in any order, and what is help. */
import { parseArgs } from 'node:util';
import type { Command, Flag } from './command.ts';
import { commonFlags } from './help.ts';
import { nearest } from './nearest.ts';
import { UsageError } from './usage-error.ts';

type Flags = Readonly<Record<string, string | undefined>>;

export type CommandLine =
  /** Without a command: of the whole. */
  | { asks: 'help'; command: Command | undefined }
  | { asks: 'run'; command: Command; args: readonly string[]; flags: Flags };

const suggestion = (found: string | undefined): string => (found ? ` Did you mean ${found}?` : '');

/** Throws UsageError for what makes no sense, naming what is near to it. */
export function readCommandLine(args: readonly string[], commands: readonly Command[]): CommandLine {
  const { flags, words } = takeApart(args, commands);
  const [verb = 'help', ...rest] = words;
  if (verb === 'help') return { asks: 'help', command: findCommand(rest, commands) };
  const command = findCommand(words, commands);
  // First what no verb has: the value of a flag that was typed wrong looks like a verb.
  const known = Object.keys(kindsOf(commands));
  const strange = Object.keys(flags).find((name) => !known.includes(name));
  if (strange !== undefined) throw new UsageError(`There is no flag --${strange}.${meantFlag(strange, known)}`);
  if (!command) {
    const names = commands.map(({ name }) => name);
    // A verb may be of two words; what stands behind it does not count.
    const typed = [words.slice(0, 2).join(' '), verb];
    const meant = typed.map((name) => nearest(name, names)).find((name) => name !== undefined);
    throw new UsageError(`There is no verb "${verb}".${suggestion(meant)} The verbs are: ${names.join(', ')}.`);
  }
  checkFlags(command, flags);
  if (flags['help'] !== undefined) return { asks: 'help', command };
  return { asks: 'run', command, args: argsOf(command, words), flags };
}

/** The verb of the most words that begins what was typed. */
function findCommand(words: readonly string[], commands: readonly Command[]): Command | undefined {
  const begins = ({ name }: Command) => name.split(' ').every((part, index) => words[index] === part);
  return commands.filter(begins).toSorted((a, b) => b.name.length - a.name.length)[0];
}

function argsOf(command: Command, words: readonly string[]): readonly string[] {
  const wanted = command.args ?? [];
  const args = words.slice(command.name.split(' ').length);
  const missing = wanted[args.length];
  if (missing !== undefined) throw new UsageError(`${command.name} wants ${missing}.\n${seeHelp(command)}`);
  const strange = args[wanted.length];
  if (strange === undefined) return args;
  const takes = wanted.length === 0 ? 'flags only' : `only ${wanted.join(' ')}`;
  throw new UsageError(`${command.name} takes ${takes}, and "${strange}" is none.\n${seeHelp(command)}`);
}

function meantFlag(name: string, known: readonly string[]): string {
  const near = nearest(name, known);
  return suggestion(near && `--${near}`);
}

const seeHelp = ({ name }: Command): string => `See innermost ${name} --help.`;

/** Whether the flag takes a value. A flag of one name is of one kind in all commands. */
function kindsOf(commands: readonly Command[]): Readonly<Record<string, Flag>> {
  return Object.assign({}, ...commands.map(({ flags }) => flags), commonFlags) as Record<string, Flag>;
}

/** A flag that stands alone has the value "". */
function takeApart(args: readonly string[], commands: readonly Command[]) {
  const kinds = Object.entries(kindsOf(commands)).map(
    ([name, flag]) =>
      [name, { type: flag.value ? 'string' : 'boolean', ...(name === 'help' ? { short: 'h' } : {}) } as const] as const,
  );
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(kinds),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const flags: Record<string, string | undefined> = {};
  const words: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind !== 'option') continue;
    // A flag is no value of the one before it.
    const isValue = token.inlineValue || !token.value?.startsWith('--');
    flags[token.name] = isValue ? (token.value ?? '') : '';
  }
  return { flags, words };
}

function checkFlags(command: Command, flags: Flags): void {
  const known: Readonly<Record<string, Flag>> = { ...command.flags, ...commonFlags };
  for (const [name, value] of Object.entries(flags)) {
    const flag = known[name];
    const refuse = (what: string) => {
      throw new UsageError(`${what}\n${seeHelp(command)}`);
    };
    if (!flag) {
      refuse(`${command.name} has no flag --${name}.${meantFlag(name, Object.keys(known))}`);
    } else if (flag.value && !value) refuse(`--${name} wants a value: --${name} ${flag.value}.`);
    else if (!flag.value && value) refuse(`--${name} stands alone and takes no value.`);
  }
}
