/** From the command line to an exit code. */
import { ApiError, NetworkError } from '@innermost/client/errors.ts';
import { createClient } from '@innermost/client/http.ts';
import { CheckFailure, Checks, describe, Stop } from './checks.ts';
import { readCommandLine } from './command-line.ts';
import type { Command, Invocation } from './command.ts';
import { fileCommands } from './commands/file/commands.ts';
import { jobCommands } from './commands/jobs/commands.ts';
import { serverCommands } from './commands/server/commands.ts';
import { userCommands } from './commands/user/commands.ts';
import { fetchThrough, findControlSocket } from './control-socket.ts';
import { readCredentials, type Environment } from './credentials.ts';
import { commandHelp, generalHelp } from './help.ts';
import { formatCheck, printOutcome, type ExitCode } from './report.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

const commands: readonly Command[] = [...serverCommands, ...userCommands, ...jobCommands, ...fileCommands];

export async function runCli(args: readonly string[], env: Environment, terminal: Terminal): Promise<ExitCode> {
  try {
    const line = readCommandLine(args, commands);
    if (line.asks === 'run') return await runCommand(line.command, line, env, terminal);
    terminal.print(line.command ? commandHelp(line.command) : generalHelp(commands));
    return 0;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    terminal.complain(error.message);
    return 1;
  }
}

async function runCommand(
  command: Command,
  { args, flags }: Pick<Invocation, 'args' | 'flags'>,
  env: Environment,
  terminal: Terminal,
): Promise<ExitCode> {
  const asJson = flags['json'] !== undefined;
  const address = flags['url'] ?? (env['INNERMOST_URL'] || undefined);
  const url = readUrl(address ?? 'http://localhost:8065');
  // An address is somebody's word where to go; without one the server that runs here is meant.
  const socket = address === undefined && command.besideServer ? await findControlSocket(env) : undefined;
  const beside =
    socket === undefined ? undefined : createClient({ url: 'http://localhost', fetch: fetchThrough(socket) });
  const checks = new Checks((result) => asJson || terminal.print(formatCheck(result, terminal.hasColour)));
  let shown: unknown;
  const show: Invocation['show'] = (value, lines) => {
    shown = value;
    if (!asJson && lines.length > 0) terminal.print(`\n${lines.join('\n')}`);
  };
  const finish = (exit_code: ExitCode, error: string, next: string): ExitCode => {
    printOutcome(
      { verb: command.name, url: socket ?? url, exit_code, checks: checks.results, error, next, result: shown },
      asJson,
      terminal,
    );
    return exit_code;
  };
  const again = `put right what is marked ✗, then run innermost ${command.name} again.`;
  if (!asJson) terminal.print(`innermost ${command.name} · ${socket ?? url}\n`);
  try {
    const credentials = () => readCredentials(env, terminal);
    const next = await command.run({ url, beside, args, flags, env, checks, credentials, show });
    return checks.failures > 0 ? finish(1, '', again) : finish(0, '', next);
  } catch (error) {
    if (error instanceof Stop) return finish(1, '', again);
    if (error instanceof UsageError) return finish(1, error.message, '');
    if (error instanceof ApiError || error instanceof CheckFailure) return finish(1, describe(error), again);
    if (!(error instanceof NetworkError)) throw error;
    return finish(2, error.message, 'start the server (npm start), or give its address with --url or INNERMOST_URL.');
  }
}

function readUrl(text: string): string {
  const url = URL.parse(/^https?:\/\//.test(text) ? text : `http://${text}`);
  if (!url) throw new UsageError(`"${text}" is not the address of a server; one looks like http://localhost:8065.`);
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}
