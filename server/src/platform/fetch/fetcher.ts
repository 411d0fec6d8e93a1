/**
 * The one client for what is fetched or delivered on somebody's behalf: previews, hooks, commands, pictures. It calls no
 * address of an inner network that the operator did not allow, follows no redirect there, and takes no more time and no
 * more bytes than it was given.
 */
import type { Readable } from 'node:stream';
import type { Agent, Dispatcher } from 'undici';
import { productVersion } from '../../version.ts';
import { readAddress, isSameParty } from './address.ts';
import { AllowedConnections } from './allowed.ts';
import { acceptedEncodings, boundedBody } from './body.ts';
import { explained, FetchError } from './errors.ts';
import { guardedConnector, systemResolve, type Resolve } from './guard.ts';

export interface FetchRequest {
  readonly url: string;
  /** GET when absent. */
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Names in any case. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** ms for all of it: redirects, and the body to its last byte. */
  readonly timeout: number;
  /** ms in which nothing comes; `timeout` when absent. */
  readonly inactivity?: number;
  /** Most bytes of the body, packed and unpacked. */
  readonly maxBytes: number;
  /** How many redirects are followed, 5 when absent. With 0 a redirect is the answer. */
  readonly redirects?: number;
  readonly signal?: AbortSignal;
}

export interface FetchAnswer {
  readonly status: number;
  /** Names in small letters. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Of the last redirect. */
  readonly url: string;
  /** Unpacked. Fails with FetchError. Whoever does not read it to its end destroys it. */
  readonly body: Readable;
}

export interface FetchSettings {
  /** `ServiceSettings.AllowedUntrustedInternalConnections` */
  readonly allowed: string;
  /** `ServiceSettings.EnableInsecureOutgoingConnections` */
  readonly acceptAnyCertificate: boolean;
}

export interface FetcherOptions {
  /** Asked for each connection. */
  readonly settings: () => FetchSettings;
  readonly resolve?: Resolve | undefined;
  readonly ownAddresses?: () => readonly string[];
}

const usualRedirects = 5;
/** ms */
const connectTimeout = 10_000;
/** At a time to one origin; more wait. */
const connectionsToOne = 16;
/** What may be told to another host than the one it was meant for. */
const harmless = new Set(['accept', 'accept-encoding', 'accept-language', 'content-type', 'user-agent']);

type Answer = Dispatcher.ResponseData;

interface Step {
  url: URL;
  method: NonNullable<FetchRequest['method']>;
  headers: Readonly<Record<string, string>>;
  body: string | Uint8Array | undefined;
}

export class Fetcher {
  readonly #options: FetcherOptions;
  /** For the settings that hold; others have connections that those would not have allowed. */
  #agent: { settings: FetchSettings; agent: Promise<Agent> } | undefined;

  constructor(options: FetcherOptions) {
    this.#options = options;
  }

  /** Rejects with FetchError, or with the reason of `signal` when that aborts. Any status is an answer. */
  async fetch(request: FetchRequest): Promise<FetchAnswer> {
    const step = firstStep(request);
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), request.timeout);
    const signal = request.signal ? AbortSignal.any([request.signal, late.signal]) : late.signal;
    const explain = (error: unknown): unknown => {
      if (request.signal?.aborted) return request.signal.reason;
      return late.signal.aborted ? tooLate(step.url.host, error) : explained(error, step.url.host);
    };
    try {
      const answer = await this.#follow(step, request, signal);
      const body = boundedBody(answer.body, {
        host: step.url.host,
        maxBytes: request.maxBytes,
        encoding: step.method === 'HEAD' ? undefined : single(answer.headers['content-encoding']),
        explain,
      });
      body.once('close', () => clearTimeout(timer));
      return { status: answer.statusCode, headers: answer.headers, url: step.url.href, body };
    } catch (error) {
      clearTimeout(timer);
      throw explain(error);
    }
  }

  /** Ends what is under way. */
  async close(): Promise<void> {
    const agent = await this.#agent?.agent;
    this.#agent = undefined;
    await agent?.destroy();
  }

  async #follow(step: Step, request: FetchRequest, signal: AbortSignal): Promise<Answer> {
    const most = request.redirects ?? usualRedirects;
    for (let followed = 0; ; followed += 1) {
      const answer = await this.#send(step, request, signal);
      const location = redirectOf(answer);
      if (location === undefined || most === 0) return answer;
      answer.body.on('error', () => undefined).destroy();
      if (followed === most) {
        throw new FetchError('redirects', `The host ${step.url.host} led to the next address more than ${most} times.`);
      }
      takeStep(step, location, answer.statusCode);
    }
  }

  async #send({ url, method, headers, body }: Step, request: FetchRequest, signal: AbortSignal): Promise<Answer> {
    const { request: send } = await import('undici');
    const inactivity = request.inactivity ?? request.timeout;
    return send(url, {
      dispatcher: await this.#currentAgent(),
      method,
      headers,
      body: body ?? null,
      signal,
      headersTimeout: inactivity,
      bodyTimeout: inactivity,
    });
  }

  #currentAgent(): Promise<Agent> {
    const settings = this.#options.settings();
    const known = this.#agent;
    if (known && isSame(known.settings, settings)) return known.agent;
    void known?.agent.then((agent) => agent.close());
    const agent = this.#openAgent(settings);
    this.#agent = { settings, agent };
    return agent;
  }

  async #openAgent({ allowed, acceptAnyCertificate }: FetchSettings): Promise<Agent> {
    // Loaded at the first call, so that a start without one stays fast.
    const { Agent, buildConnector } = await import('undici');
    const connect = guardedConnector(buildConnector, {
      allowed: new AllowedConnections(allowed, this.#options.ownAddresses),
      resolve: this.#options.resolve ?? systemResolve,
      connectTimeout,
      acceptAnyCertificate,
    });
    return new Agent({ connect, connections: connectionsToOne, pipelining: 1, maxHeaderSize: 16_384 });
  }
}

function firstStep({ url, method = 'GET', headers = {}, body }: FetchRequest): Step {
  const given = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  const usual = { 'user-agent': `Innermost/${productVersion}`, 'accept-encoding': acceptedEncodings };
  return { url: readAddress(url), method, headers: { ...usual, ...Object.fromEntries(given) }, body };
}

/** As browsers do it, and stricter where another host would be told what was not meant for it. */
function takeStep(step: Step, location: string, status: number): void {
  const next = readAddress(location, step.url);
  if (status === 303 || (status < 303 && step.method === 'POST')) {
    if (step.method !== 'HEAD') step.method = 'GET';
    step.body = undefined;
  }
  if (!isSameParty(step.url, next)) {
    if (step.body !== undefined) {
      throw new FetchError(
        'redirects',
        `The host ${step.url.host} led to ${next.host}, which was not meant to be told.`,
      );
    }
    step.headers = Object.fromEntries(Object.entries(step.headers).filter(([name]) => harmless.has(name)));
  }
  if (step.body === undefined) {
    const { 'content-type': _type, ...rest } = step.headers;
    step.headers = rest;
  }
  step.url = next;
}

function redirectOf({ statusCode, headers }: Answer): string | undefined {
  return [301, 302, 303, 307, 308].includes(statusCode) ? single(headers.location) : undefined;
}

const single = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value.join(', ') : value;

const isSame = (one: FetchSettings, other: FetchSettings): boolean =>
  one.allowed === other.allowed && one.acceptAnyCertificate === other.acceptAnyCertificate;

const tooLate = (host: string, cause: unknown): FetchError =>
  new FetchError('timeout', `The host ${host} did not answer in time.`, { cause });
