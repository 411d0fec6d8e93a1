/** What a real 11.6.0 server answered, step by step, with what its sockets heard. Kept beside the repository, not in it. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Ids stand as `{name}` in what was asked and as `<name>` in what came back. */
export interface Step {
  readonly step: string;
  readonly as: string;
  readonly request: string;
  readonly sent?: unknown;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly events?: readonly HeardEvent[];
}

export interface HeardEvent {
  readonly who: string;
  readonly event: string;
  readonly data: unknown;
  readonly broadcast: unknown;
  readonly seqType: string;
}

const root = fileURLToPath(new URL('../../../../', import.meta.url));
// A worktree lies one folder deeper than the repository.
const places = ['../shared', '../../shared'].map((place) => `${root}${place}/reference/wire/observed.jsonl`);

/** Undefined where there is no recording. INNERMOST_WIRE_RECORDING names another one. */
export function readRecording(): readonly Step[] | undefined {
  const named = process.env['INNERMOST_WIRE_RECORDING'];
  const file = (named ? [named] : places).find((place) => existsSync(place));
  if (file === undefined) return undefined;
  const lines = readFileSync(file, 'utf8').split('\n');
  const steps = lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Step);
  return steps.filter(({ step }) => !step.startsWith('$'));
}
