/** From the command line to an exit code. */
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { ApiError, NetworkError } from '@innermost/client/errors.ts';
import { CheckFailure, Checks, describe, Stop } from './checks.ts';
import type { Command, Invocation } from './command.ts';
import { serverCommands } from './commands/server/commands.ts';
import { readCredentials, type Environment } from './credentials.ts';
import { commandHelp, commonFlags, generalHelp } from './help.ts';
import { formatCheck, printOutcome, type ExitCode } from './report.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

const commands: readonly Command[] = [...serverCommands];

export async function runCli(args: readonly string[], env: Environment, terminal: Terminal): Promise<ExitCode> {
  const [verb = 'help', ...rest] = args;
  if (['help', '--help', '-h'].includes(verb)) {
    const about = commands.find(({ name }) => name === rest[0]);
    terminal.print(about ? commandHelp(about) : generalHelp(commands));
    return 0;
  }
  const command = commands.find(({ name }) => name === verb);
  if (!command) {
    terminal.complain(`There is no verb "${verb}". The verbs are: ${commands.map(({ name }) => name).join(', ')}.`);
    return 1;
  }
  try {
    const flags = readFlags(command, rest);
    if (flags['help'] !== undefined) {
      terminal.print(commandHelp(command));
      return 0;
    }
    return await runCommand(command, flags, env, terminal);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    terminal.complain(error.message);
    return 1;
  }
}

async function runCommand(
  command: Command,
  flags: Invocation['flags'],
  env: Environment,
  terminal: Terminal,
): Promise<ExitCode> {
  const asJson = flags['json'] !== undefined;
  const url = readUrl(flags['url'] ?? (env['INNERMOST_URL'] || 'http://localhost:8065'));
  const checks = new Checks((result) => asJson || terminal.print(formatCheck(result, terminal.hasColour)));
  const finish = (exit_code: ExitCode, error: string, next: string): ExitCode => {
    printOutcome({ verb: command.name, url, exit_code, checks: checks.results, error, next }, asJson, terminal);
    return exit_code;
  };
  const again = `put right what is marked ✗, then run innermost ${command.name} again.`;
  if (!asJson) terminal.print(`innermost ${command.name} · ${url}\n`);
  try {
    const next = await command.run({ url, flags, env, checks, credentials: () => readCredentials(env, terminal) });
    return checks.failures > 0 ? finish(1, '', again) : finish(0, '', next);
  } catch (error) {
    if (error instanceof Stop) return finish(1, '', again);
    if (error instanceof UsageError) return finish(1, error.message, '');
    if (error instanceof ApiError || error instanceof CheckFailure) return finish(1, describe(error), again);
    if (!(error instanceof NetworkError)) throw error;
    return finish(2, error.message, 'start the server (npm start), or give its address with --url or INNERMOST_URL.');
  }
}

/** Values of flags by name; a flag that stands alone has the value "". */
function readFlags(command: Command, args: readonly string[]): Record<string, string | undefined> {
  const known = { ...command.flags, ...commonFlags };
  const options: ParseArgsOptionsConfig = {};
  for (const [name, flag] of Object.entries(known)) options[name] = { type: flag.value ? 'string' : 'boolean' };
  try {
    const { values } = parseArgs({ args: [...args], options, strict: true, allowPositionals: false });
    return Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, value === true ? '' : String(value)]),
    );
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${reason}\nSee innermost ${command.name} --help.`);
  }
}

function readUrl(text: string): string {
  const url = URL.parse(/^https?:\/\//.test(text) ? text : `http://${text}`);
  if (!url) throw new UsageError(`"${text}" is not the address of a server; one looks like http://localhost:8065.`);
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}
