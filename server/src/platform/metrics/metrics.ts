// What is counted and measured. The names are part of what operators' dashboards rely on.
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Figures that others keep already and that are asked for when somebody looks. */
export interface MetricSources {
  /** Statements sent to the database since the start, begin and commit included. */
  roundTrips(): number;
  /** WebSockets that are open now. */
  openSockets(): number;
  /** People with at least one open WebSocket. */
  connectedUsers(): number;
}

export interface Metrics {
  readonly registry: Registry;
  /** Once per answer. `route` is the pattern (`/api/v4/posts/:post_id`), or '' when none matched. Duration in ms. */
  answered(answer: { method: string; route: string; status: number; durationMs: number }): void;
  /** An event was handed to so many sockets. */
  sentEvent(event: string, sockets: number): void;
  /** A socket was closed by the server: `slow`, `unauthenticated`, `ping`, `shed`. */
  closedSocket(reason: string): void;
  /** A client came back with a connection id: `resumed` with what it had missed, or `renewed` without. */
  reconnected(outcome: 'resumed' | 'renewed'): void;
  createdPost(): void;
  /** A background job ended. Duration in ms. */
  ranJob(job: string, outcome: 'success' | 'failure', durationMs: number): void;
}

const durations = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** Each server has its own registry, so that several can run in one process, as in tests. */
export function createMetrics(sources: MetricSources): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  pulled(registry, sources);

  const http = new Histogram({
    name: 'innermost_http_request_duration_seconds',
    help: 'Time from a request to its answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: durations,
    registers,
  });
  const events = new Counter({
    name: 'innermost_websocket_events_total',
    help: 'Events handed to WebSockets, one for each socket.',
    labelNames: ['event'],
    registers,
  });
  const closes = new Counter({
    name: 'innermost_websocket_closed_total',
    help: 'WebSockets that the server closed.',
    labelNames: ['reason'],
    registers,
  });
  const returns = new Counter({
    name: 'innermost_websocket_reconnects_total',
    help: 'Clients that came back, by whether they could go on where they were.',
    labelNames: ['outcome'],
    registers,
  });
  const posts = new Counter({ name: 'innermost_posts_created_total', help: 'Messages created.', registers });
  const jobs = new Histogram({
    name: 'innermost_job_duration_seconds',
    help: 'Time that background jobs took.',
    labelNames: ['job', 'outcome'],
    buckets: [0.01, 0.1, 1, 10, 60, 600, 3600],
    registers,
  });

  return {
    registry,
    answered: ({ method, route, status, durationMs }) =>
      // Only patterns become labels: whatever strangers ask for would be series without end.
      http.observe({ method, route: route || 'none', status: `${Math.floor(status / 100)}xx` }, durationMs / 1000),
    sentEvent: (event, sockets) => events.inc({ event }, sockets),
    closedSocket: (reason) => closes.inc({ reason }),
    reconnected: (outcome) => returns.inc({ outcome }),
    createdPost: () => posts.inc(),
    ranJob: (job, outcome, durationMs) => jobs.observe({ job, outcome }, durationMs / 1000),
  };
}

function pulled(registry: Registry, sources: MetricSources): void {
  registry.registerMetric(
    new Counter({
      name: 'innermost_db_statements_total',
      help: 'Statements sent to the database, begin and commit included.',
      registers: [],
      collect() {
        this.reset();
        this.inc(sources.roundTrips());
      },
    }),
  );
  registry.registerMetric(
    new Gauge({
      name: 'innermost_websocket_connections',
      help: 'WebSockets that are open.',
      registers: [],
      collect() {
        this.set(sources.openSockets());
      },
    }),
  );
  registry.registerMetric(
    new Gauge({
      name: 'innermost_connected_users',
      help: 'People with at least one open WebSocket.',
      registers: [],
      collect() {
        this.set(sources.connectedUsers());
      },
    }),
  );
}
