/** Where the command line writes to and asks from. Questions and complaints go to stderr: stdout holds the result. */
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

export interface Terminal {
  print(line: string): void;
  complain(line: string): void;
  /** Whether a person is there to be asked. */
  readonly isInteractive: boolean;
  readonly hasColour: boolean;
  ask(question: string): Promise<string>;
  /** What is typed does not appear. */
  askHidden(question: string): Promise<string>;
}

export function systemTerminal(): Terminal {
  const { stdin, stdout, stderr, env } = process;
  // Whoever reads may stop before the end, as `head` does; the work is done all the same.
  for (const output of [stdout, stderr]) output.on('error', leaveWhenGone);
  return {
    print: (line) => stdout.write(`${line}\n`),
    complain: (line) => stderr.write(`${line}\n`),
    isInteractive: stdin.isTTY && stderr.isTTY,
    hasColour: stdout.isTTY && !env['NO_COLOR'],
    ask: (question) => prompt(question, stderr),
    askHidden: async (question) => {
      stderr.write(question);
      const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
      const answer = await prompt('', nowhere);
      stderr.write('\n');
      return answer;
    },
  };
}

function leaveWhenGone(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

async function prompt(question: string, output: NodeJS.WritableStream): Promise<string> {
  const lines = createInterface({ input: process.stdin, output, terminal: true });
  // Without this Ctrl-C would only end the question.
  lines.on('SIGINT', () => process.exit(130));
  try {
    return await lines.question(question);
  } finally {
    lines.close();
  }
}
