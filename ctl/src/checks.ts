/** What a verb does, one check after the other, each ending in a line that a person and a script can read. */
import { ApiError, NetworkError } from '@innermost/client/errors.ts';

export interface CheckResult {
  /** Stable, for scripts: `database`, `sign_in`. */
  readonly id: string;
  /** The claim that was checked, as a sentence. */
  readonly title: string;
  readonly status: 'ok' | 'failed';
  readonly detail: string;
  /** What the operator can do about it; empty when nothing better than the detail is known. */
  readonly remedy: string;
}

/** A claim that does not hold. */
export class CheckFailure extends Error {
  override readonly name = 'CheckFailure';
  readonly remedy: string;

  constructor(detail: string, remedy = '') {
    super(detail);
    this.remedy = remedy;
  }
}

/** Thrown by `must` after its failure is recorded: what follows would make no sense. */
export class Stop extends Error {
  override readonly name = 'Stop';
}

type Body<T> = (say: (detail: string) => void) => Promise<T>;

export class Checks {
  readonly results: CheckResult[] = [];
  private readonly report: (result: CheckResult) => void;

  constructor(report: (result: CheckResult) => void = () => {}) {
    this.report = report;
  }

  get failures(): number {
    return this.results.filter((result) => result.status === 'failed').length;
  }

  /** Records the outcome and goes on. NetworkError passes through: without a server nothing can be checked. */
  async check(id: string, title: string, body: Body<void>): Promise<void> {
    try {
      await this.must(id, title, body);
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
    }
  }

  /** Like `check`, for what all later checks need: throws Stop when it fails. */
  async must<T>(id: string, title: string, body: Body<T>): Promise<T> {
    let detail = '';
    const record = (status: CheckResult['status'], text: string, remedy = ''): void => {
      const result: CheckResult = { id, title, status, detail: text, remedy };
      this.results.push(result);
      this.report(result);
    };
    try {
      const value = await body((text) => (detail = text));
      record('ok', detail);
      return value;
    } catch (error) {
      if (error instanceof NetworkError) throw error;
      record('failed', describe(error), error instanceof CheckFailure ? error.remedy : '');
      throw new Stop(title);
    }
  }
}

/** The message of an error, with what identifies it in the server's log. */
export function describe(error: unknown): string {
  if (!(error instanceof ApiError)) return error instanceof Error ? error.message : String(error);
  const request = error.request_id ? `, request ${error.request_id}` : '';
  return `${error.message} (${error.status} ${error.id}${request})`;
}
