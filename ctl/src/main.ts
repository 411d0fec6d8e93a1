import { runCli } from './cli.ts';
import { systemTerminal } from './terminal.ts';

process.exitCode = await runCli(process.argv.slice(2), process.env, systemTerminal());
