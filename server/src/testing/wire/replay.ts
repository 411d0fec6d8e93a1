/** Makes the recorded calls in their order, and says of each what differs here. */
import { bridges, chancy, completed, derived, partial, unordered, type Bridge } from './bridges.ts';
import { Comparison } from './compare.ts';
import { compareEvents } from './compare-events.ts';
import { Names } from './names.ts';
import type { Step } from './recording.ts';
import { Sockets } from './sockets.ts';

export interface Found {
  readonly step: string;
  readonly what: string;
}

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

const password = 'Passw0rd!97';
const headersThatMatter = ['content-type', 'content-encoding', 'vary', 'cache-control', 'etag', 'set-cookie'];

class Replay {
  readonly found: Found[] = [];
  readonly #url: string;
  readonly #names = new Names();
  readonly #sockets = new Sockets();
  readonly #tokens = new Map([['bad', 'y'.repeat(26)]]);

  constructor(url: string) {
    this.#url = url;
  }

  async run(steps: readonly Step[]): Promise<void> {
    try {
      for (const step of steps) {
        for (const bridge of bridges[step.step] ?? []) await this.#cross(bridge);
        await this.#take(step);
      }
    } finally {
      this.#sockets.close();
    }
  }

  async #cross(bridge: Bridge): Promise<void> {
    const { status, body } = await this.#ask(bridge.as, bridge.request, bridge.sent);
    if (status >= 400) throw new Error(`${bridge.request} between the steps: ${status} ${JSON.stringify(body)}`);
    for (const [name, field] of Object.entries(bridge.makes ?? {}))
      this.#names.learn(name, (body as Record<string, string>)[field] ?? '');
    await this.#sockets.take(0);
  }

  async #take(step: Step): Promise<void> {
    if (step.request.startsWith('WS')) await this.#openSockets(step);
    else {
      const answer = await this.#ask(step.as, step.request, completed[step.step] ?? step.sent);
      this.#hold(step, answer);
    }
    const heard = await this.#sockets.take(step.events?.length ?? 0);
    for (const what of compareEvents(step.events ?? [], heard, this.#names)) this.found.push({ step: step.step, what });
  }

  async #openSockets(step: Step): Promise<void> {
    const listeners = new Set(step.events?.map(({ who }) => who));
    for (const who of listeners) await this.#sockets.open(this.#url, who, this.#tokens.get(who) ?? '');
  }

  async #ask(as: string, request: string, sent: unknown): Promise<Answer> {
    for (const [name, made] of Object.entries(derived))
      if (request.includes(`{${name}}`)) this.#names.learn(name, this.#names.fill(made));
    const [method = '', path = ''] = this.#names.fill(request).split(' ');
    const hook = method === 'HOOK';
    const token = this.#tokens.get(as);
    const response = await fetch(`${this.#url}${hook ? '' : '/api/v4'}${path}`, {
      method: hook ? 'POST' : method,
      headers: {
        'Accept-Encoding': 'gzip',
        ...(token !== undefined && { Authorization: `Bearer ${token}` }),
        ...(sent !== undefined && { 'Content-Type': 'application/json' }),
      },
      ...(sent !== undefined && { body: this.#bodyOf(sent) }),
    });
    const answer = { status: response.status, headers: response.headers, body: await bodyIn(response) };
    const issued = response.headers.get('token');
    if (issued) this.#tokens.set(personOf(answer.body), issued);
    return answer;
  }

  #bodyOf(sent: unknown): string {
    // A text is a body that is not JSON: it goes as it stands.
    const text = typeof sent === 'string' ? sent : JSON.stringify(this.#names.fillAll(sent));
    return text.replaceAll('<password>', password);
  }

  #hold(step: Step, answer: Answer): void {
    const comparison = new Comparison(this.#names, unordered.has(step.step));
    comparison.compare('status', step.status, answer.status);
    for (const name of headersThatMatter)
      comparison.compare(
        name,
        plainHeader(name, step.headers[name] ?? null),
        plainHeader(name, answer.headers.get(name)),
      );
    if (answer.status === step.status) this.#holdBody(step, answer.body, comparison);
    else if (answer.status >= 400) comparison.compare('error', errorIn(step.body), errorIn(answer.body));
    this.found.push(...comparison.differences.map((what) => ({ step: step.step, what })));
  }

  #holdBody(step: Step, body: unknown, comparison: Comparison): void {
    const failed = step.status >= 400;
    const fields = body as Record<string, unknown>;
    if (chancy.has(step.step)) return;
    if (failed) comparison.compare('body', step.body, { id: fields['id'], status_code: fields['status_code'] });
    else if (partial.has(step.step))
      comparison.compare('body', step.body, pick(fields, Object.keys(step.body as object)));
    else comparison.compare('body', step.body, body);
  }
}

const pick = (fields: Record<string, unknown>, keys: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(keys.map((key) => [key, fields[key]]));

const errorIn = (body: unknown): unknown => (body as { id?: unknown; status_code?: unknown } | null)?.id ?? 'none';

/** Tokens are kept under the names that the recording gives to people. */
function personOf(body: unknown): string {
  const { username } = body as { username: string };
  return { 'user.one': 'u1', 'user-two': 'u2', user_three: 'u3', four: 'u4' }[username] ?? username;
}

function plainHeader(name: string, value: string | null): string | undefined {
  if (value === null) return undefined;
  if (name === 'etag') return plainTag(value);
  if (name !== 'set-cookie') return value;
  return value.replace(/=[^;,]+(?=; Path)/gu, '=*').replace(/Expires=[^;]+/gu, 'Expires=*');
}

/** Ids and times differ from run to run. */
const plainTag = (tag: string): string =>
  tag
    .replace(/^\d+$/u, '(number)')
    .replace(/\b[a-z0-9]{26}\b/gu, '(id)')
    .replace(/\b\d{13}\b/gu, '(time)')
    .replace(/\b[\w-]{22}$/u, '(digest)')
    .replace(/-\d{1,3}$/u, '-(hue)');

async function bodyIn(response: Response): Promise<unknown> {
  const bytes = Buffer.from(await response.arrayBuffer());
  const type = response.headers.get('content-type') ?? '';
  if (type.startsWith('image/')) return { bytes: bytes.length > 0, magic: bytes.subarray(0, 4).toString('hex') };
  const text = bytes.toString();
  if (type === 'application/x-ndjson')
    return text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
  return type === 'application/json' ? (JSON.parse(text) as unknown) : { $text: text };
}

/** Every difference, in the order of the recording. */
export async function replay(url: string, steps: readonly Step[]): Promise<readonly Found[]> {
  const run = new Replay(url);
  await run.run(steps);
  return run.found;
}
