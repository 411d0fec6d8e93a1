/** How the outcome of a verb is shown: lines for people, one JSON document for scripts. */
import type { CheckResult } from './checks.ts';
import type { Terminal } from './terminal.ts';

/** 0: all is well. 1: a check failed, or the command line is wrong. 2: the server cannot be reached. */
export type ExitCode = 0 | 1 | 2;

export interface Outcome {
  readonly verb: string;
  readonly url: string;
  readonly exit_code: ExitCode;
  readonly checks: readonly CheckResult[];
  /** Why the verb could not run to its end; empty when it could. */
  readonly error: string;
  readonly next: string;
  /** What the verb was asked for, if anything. */
  readonly result?: unknown;
}

const paints = { ok: '\u001B[32m', failed: '\u001B[31m' } as const;

export function formatCheck(result: CheckResult, hasColour: boolean): string {
  const mark = result.status === 'ok' ? '✓ ok    ' : '✗ FAILED';
  const painted = hasColour ? `${paints[result.status]}${mark}\u001B[0m` : mark;
  const line = `${painted}  ${result.title}${result.detail ? `: ${result.detail}` : '.'}`;
  return result.remedy ? `${line}\n            → ${result.remedy}` : line;
}

export function summarize({ exit_code, checks, error }: Outcome): string {
  if (error) return error;
  const failed = checks.filter((result) => result.status === 'failed').length;
  if (checks.length === 1) return exit_code === 0 ? 'The check passed.' : 'The check failed.';
  return exit_code === 0 ? `All ${checks.length} checks passed.` : `${failed} of ${checks.length} checks failed.`;
}

export function printOutcome(outcome: Outcome, asJson: boolean, terminal: Terminal): void {
  const summary = summarize(outcome);
  if (asJson) {
    const { verb, url, exit_code, checks, next, result } = outcome;
    const document = { verb, url, ok: exit_code === 0, exit_code, checks, summary, next, result };
    terminal.print(JSON.stringify(document, null, 2));
    return;
  }
  if (outcome.checks.length > 0) terminal.print('');
  if (outcome.error) terminal.complain(summary);
  else terminal.print(summary);
  if (outcome.next) terminal.print(`Next: ${outcome.next}`);
}
