// `/metrics` on an address of its own, so that it can be kept from the world without a rule in the proxy.
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { Registry } from 'prom-client';
import type { ListenAddress } from '../config/listen-address.ts';
import { StartupError } from '../startup-error.ts';

export interface MetricsServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Answers `GET /metrics` and nothing else. Rejects with `StartupError` when the address cannot be used. */
export async function serveMetrics(registry: Registry, { host, port }: ListenAddress): Promise<MetricsServer> {
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0];
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (path === '/metrics' && isRead) void answer(registry, response);
    else response.writeHead(path === '/metrics' ? 405 : 404).end();
  });
  await listen(server, host, port);
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(registry: Registry, response: ServerResponse): Promise<void> {
  try {
    const figures = await registry.metrics();
    response.writeHead(200, { 'Content-Type': registry.contentType }).end(figures);
  } catch {
    response.writeHead(500).end();
  }
}

function listen(server: Server, host: string | undefined, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      const code = 'code' in error ? String(error.code) : error.message;
      const address = `${host ?? ''}:${port}`;
      reject(
        new StartupError(
          `The figures for Prometheus cannot be offered at ${address} (${code}); choose another MetricsSettings.ListenAddress (MM_METRICSSETTINGS_LISTENADDRESS) or switch MetricsSettings.Enable off.`,
        ),
      );
    });
    server.listen({ port, ...(host === undefined ? {} : { host }) }, () => {
      server.removeAllListeners('error');
      resolve();
    });
  });
}
