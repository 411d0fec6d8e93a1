/**
 * Who a request came from and how, as the proxies before us tell. Anybody can write such headers, so only those of
 * peers that are named as trusted count, read from the right: each proxy adds what it saw at the end, and what stands
 * before the first address that is no trusted proxy was written by the caller.
 */
import type { IncomingHttpHeaders } from 'node:http';
import { addressOfHost, normalAddress, type AddressList } from './addresses.ts';

export interface ForwardingRules {
  /** Whose headers are believed. */
  proxies: AddressList;
  /** Headers that carry the caller's address, lower case; empty for the usual ones. */
  addressHeaders: readonly string[];
}

export interface Origin {
  /** Address of the caller. */
  ip: string;
  /** Address of whoever holds the connection: the caller, or the last proxy. '' on a local socket. */
  peer: string;
  secure: boolean;
  /** The `Host` that the caller asked for. */
  host: string;
  /** The first header that claims to forward, sent by a peer that is not trusted. */
  unbelieved: string | undefined;
}

const usualHeaders = ['x-forwarded-for', 'forwarded', 'x-real-ip'];

/** The name of the first header that claims that the request was passed on for somebody else. */
export function forwardingHeaderOf(headers: IncomingHttpHeaders, others: readonly string[] = []): string | undefined {
  for (const name in headers)
    if (name.startsWith('x-forwarded-') || name === 'forwarded' || name === 'x-real-ip' || others.includes(name))
      return name;
  return undefined;
}

function textOf(headers: IncomingHttpHeaders, name: string): string {
  const value = headers[name];
  return (Array.isArray(value) ? value.join(',') : value) ?? '';
}

const elements = (text: string): string[] => (text === '' ? [] : text.split(',').map((element) => element.trim()));

const pair = /\s*([!#$%&'*+.^`|~\w-]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s",;]*))\s*(;|,|$)/y;

/**
 * One parameter of each element of `Forwarded`; '' where an element lacks it. Empty when the text breaks the grammar:
 * a quote that the caller left open would swallow what the next proxy added.
 */
function parameters(text: string, wanted: string): string[] {
  const values: string[] = [];
  let value = '';
  pair.lastIndex = 0;
  for (;;) {
    const [, name, quoted, plain, end] = pair.exec(text) ?? [];
    if (name === undefined) return [];
    if (name.toLowerCase() === wanted) value = quoted?.replace(/\\(.)/g, '$1') ?? plain ?? '';
    if (end === ';') continue;
    values.push(value);
    value = '';
    if (end !== ',') return values;
  }
}

const listOf = (headers: IncomingHttpHeaders, name: string, parameter: string): string[] =>
  name === 'forwarded' ? parameters(textOf(headers, name), parameter) : elements(textOf(headers, name));

/** Walks from the peer towards the caller; how many trusted hops were passed tells which of other lists counts. */
function walk(hops: readonly string[], peer: string, proxies: AddressList): { ip: string; passed: number } {
  let ip = peer;
  let passed = 0;
  for (const hop of hops.toReversed()) {
    const address = addressOfHost(hop);
    // A proxy that hides where it had the request from: it is all there is to know.
    if (address === '') break;
    ip = address;
    if (!proxies.has(address)) break;
    passed += 1;
  }
  return { ip, passed };
}

/** Where each proxy added to the list, the entry of the hop that saw the caller; where one wrote it alone, that. */
function ofHop(list: readonly string[], passed: number): string {
  return list[Math.max(0, list.length - 1 - passed)] ?? '';
}

export function originOfRequest(
  socket: { remoteAddress?: string | undefined },
  headers: IncomingHttpHeaders,
  { proxies, addressHeaders }: ForwardingRules,
): Origin {
  const peer = normalAddress(socket.remoteAddress ?? '');
  const encrypted = 'encrypted' in socket;
  const direct = { ip: peer, peer, secure: encrypted, host: headers.host ?? '' };
  const claim = forwardingHeaderOf(headers, addressHeaders);
  if (claim === undefined) return { ...direct, unbelieved: undefined };
  if (!proxies.has(peer)) return { ...direct, unbelieved: claim };
  const names = addressHeaders.length > 0 ? addressHeaders : usualHeaders;
  const name = names.find((one) => headers[one] !== undefined);
  const { ip, passed } = walk(name === undefined ? [] : listOf(headers, name, 'for'), peer, proxies);
  const said = (header: string, parameter: string): string =>
    ofHop(listOf(headers, header, parameter), passed) || ofHop(listOf(headers, 'forwarded', parameter), passed);
  return {
    ip,
    peer,
    secure: encrypted || said('x-forwarded-proto', 'proto').toLowerCase() === 'https',
    host: said('x-forwarded-host', 'host') || direct.host,
    unbelieved: undefined,
  };
}
