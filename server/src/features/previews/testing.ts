/** A site of others, as messages link to it. Named `pages.example`, which an administrator allows. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from 'vitest';
import { systemResolve, type Resolve } from '../../platform/fetch/guard.ts';

export type Answer = (response: ServerResponse, request: IncomingMessage) => void;

export interface Site {
  /** Answers at this path from now on; gives the address. */
  at(path: string, answer: Answer | string): string;
  /** Paths that were asked for, in their order. */
  readonly asked: string[];
  readonly port: number;
}

const allowed = 'pages.example';

/** Of a server that may call the site: `config` and `resolve`. */
export const reachesSite = {
  config: { ServiceSettings: { AllowedUntrustedInternalConnections: allowed } },
  resolve: ((name) =>
    name === allowed || name === 'private.example'
      ? Promise.resolve([{ address: '127.0.0.1', family: 4 }])
      : systemResolve(name)) satisfies Resolve,
};

/** Called at the top of a file. */
export async function startSite(): Promise<Site> {
  const answers = new Map<string, Answer>();
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    const answer = answers.get(path);
    if (answer) answer(response, request);
    else response.writeHead(404).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A server that listens on a port has such an address.
  const { port } = server.address() as AddressInfo;
  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  return {
    port,
    asked,
    at(path, answer) {
      const html: Answer = (response) =>
        void response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(answer);
      answers.set(path, typeof answer === 'string' ? html : answer);
      return `http://${allowed}:${port}${path}`;
    },
  };
}
