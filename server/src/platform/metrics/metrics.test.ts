import { afterEach, expect, test } from 'vitest';
import { createMetrics, type MetricSources } from './metrics.ts';
import { serveMetrics, type MetricsServer } from './metrics-server.ts';

const servers: MetricsServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

let count = 0;
const read = () => count;
const sources: MetricSources = {
  roundTrips: read,
  openSockets: read,
  connectedUsers: read,
  deliveries: read,
  waitingFrames: read,
  droppedConnections: read,
  arrivingConnections: read,
  signedInConnections: read,
  absentConnections: read,
  channelsWithPeople: read,
  jobRuns: () => ({ done: 5, failed: 3, given_up: 1 }),
  jobQueue: async () => ({ states: { ready: 4, later: 3, running: 2, dead: 1 }, oldestSeconds: 6.5 }),
};

async function serve() {
  const metrics = createMetrics(sources);
  const server = await serveMetrics(metrics.registry, { host: '127.0.0.1', port: 0 });
  servers.push(server);
  const url = `http://127.0.0.1:${server.port}`;
  return { metrics, url, port: server.port, read: async () => (await fetch(`${url}/metrics`)).text() };
}

test('answers are counted by pattern and kind of status, never by address', async () => {
  const { metrics, read } = await serve();
  metrics.answered({ method: 'GET', route: '/api/v4/posts/:post_id', status: 200, durationMs: 3 });
  metrics.answered({ method: 'GET', route: '/api/v4/posts/:post_id', status: 204, durationMs: 30 });
  metrics.answered({ method: 'GET', route: '', status: 404, durationMs: 1 });
  const text = await read();
  const line = 'innermost_http_request_duration_seconds';
  expect(text).toContain(`${line}_count{method="GET",route="/api/v4/posts/:post_id",status="2xx"} 2`);
  expect(text).toContain(`${line}_bucket{le="0.005",method="GET",route="/api/v4/posts/:post_id",status="2xx"} 1`);
  expect(text).toContain(`${line}_count{method="GET",route="none",status="4xx"} 1`);
});

test('what others keep is asked for at each look', async () => {
  const figures = await serve();
  count = 7;
  await figures.read();
  count = 9;
  const text = await figures.read();
  const told = new Set([...text.matchAll(/^innermost_(\w+) 9$/gm)].map(([, name]) => name));
  const expected = [
    'channels_with_people',
    'connected_users',
    'db_statements_total',
    'websocket_connections',
    'websocket_connections_absent',
    'websocket_connections_arriving',
    'websocket_connections_signed_in',
    'websocket_dropped_total',
    'websocket_events_total',
    'websocket_waiting_frames',
  ];
  expect(told).toEqual(new Set(expected));
});

test('the process itself is measured', async () => {
  const { read } = await serve();
  const text = await read();
  for (const name of ['process_resident_memory_bytes', 'nodejs_eventloop_lag_p99_seconds', 'process_cpu_seconds_total'])
    expect(text).toMatch(new RegExp(`^${name} \\d`, 'm'));
});

test('there is /metrics and nothing else', async () => {
  const { url } = await serve();
  const answer = await fetch(`${url}/metrics?x=1`);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/plain')]);
  expect((await fetch(`${url}/`)).status).toBe(404);
  expect((await fetch(`${url}/metrics/x`)).status).toBe(404);
  expect((await fetch(`${url}/metrics`, { method: 'POST' })).status).toBe(405);
});

test('a taken address is an error that names the setting', async () => {
  const { metrics, port } = await serve();
  await expect(serveMetrics(metrics.registry, { host: '127.0.0.1', port })).rejects.toMatchObject({
    name: 'StartupError',
    message: expect.stringContaining('MM_METRICSSETTINGS_LISTENADDRESS'),
  });
});

test('of jobs it tells how many wait, since when, and how runs ended', async () => {
  const text = await (await serve()).read();
  for (const [state, count] of Object.entries({ ready: 4, later: 3, running: 2, dead: 1 }))
    expect(text).toContain(`innermost_jobs{state="${state}"} ${count}`);
  expect(text).toContain('innermost_jobs_oldest_seconds 6.5');
  for (const [outcome, count] of Object.entries({ done: 5, failed: 3, given_up: 1 }))
    expect(text).toContain(`innermost_job_runs_total{outcome="${outcome}"} ${count}`);
});
