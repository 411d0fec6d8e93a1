/** A real server that also has the endpoints of `stream-endpoints.ts`, for tests of streams over raw sockets. */
import { createWebServer, type WebServerOptions } from '../web-server.ts';
import { RawConnection } from './raw-http.ts';
import { startServer, type TestServer, type TestServerOptions } from './start-server.ts';
import { streamEndpoints } from './stream-endpoints.ts';
import type { HttpServer } from '../platform/http/server.ts';

export interface StreamServer extends TestServer {
  /** Of the server with the endpoints that stream. */
  readonly streamUrl: string;
  readonly http: HttpServer;
  connect(): RawConnection;
}

export async function startStreams(
  options: TestServerOptions & { pace?: WebServerOptions['pace'] } = {},
): Promise<StreamServer> {
  const { pace, ...others } = options;
  let close = (): Promise<void> => Promise.resolve();
  const until = options.until ?? (await import('vitest')).afterAll;
  const server = await startServer({ ...others, until: (stop) => until(() => close().then(stop)) });
  const { services, metrics } = server.app;
  const http = createWebServer(services, { answer: () => undefined }, metrics, {
    endpoints: streamEndpoints,
    ...(pace && { pace }),
  });
  const connections = new Set<RawConnection>();
  close = async () => {
    for (const { socket } of connections) socket.destroy();
    await http.close();
  };
  const streamUrl = `http://127.0.0.1:${await http.listen('127.0.0.1', 0)}`;
  return {
    ...server,
    streamUrl,
    http,
    connect() {
      const connection = new RawConnection(streamUrl);
      connections.add(connection);
      return connection;
    },
  };
}
