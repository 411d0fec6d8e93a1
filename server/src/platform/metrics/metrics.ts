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
  /** Events handed to WebSockets since the start, one for each socket. */
  deliveries(): number;
  /** Frames that wait for clients which are away or slow. */
  waitingFrames(): number;
  /** Connections given up since the start, because their client did not keep up. */
  droppedConnections(): number;
  /** WebSockets whose session or memberships are being looked up. */
  arrivingConnections(): number;
  /** WebSockets of people who are signed in. */
  signedInConnections(): number;
  /** Connections whose client is away and may still come back. */
  absentConnections(): number;
  /** Channels to which somebody with a connection belongs. */
  channelsWithPeople(): number;
  /** Runs of jobs since the start, by how they ended. */
  jobRuns(): { done: number; failed: number; given_up: number };
  /** What is in the queue of jobs now. */
  jobQueue(): Promise<JobQueueLevels>;
}

export interface JobQueueLevels {
  /** Rows by their state. */
  states: Readonly<Record<'ready' | 'later' | 'running' | 'dead', number>>;
  /** Since when the one has been waiting that could have run longest ago, in seconds; 0: none waits. */
  oldestSeconds: number;
}

export interface Metrics {
  readonly registry: Registry;
  /** Once per answer. `route` is the pattern (`/api/v4/posts/:post_id`), or '' when none matched. Duration in ms. */
  answered(answer: { method: string; route: string; status: number; durationMs: number }): void;
}

const durations = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** Each server has its own registry, so that several can run in one process, as in tests. */
export function createMetrics(sources: MetricSources): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  pulled(registry, sources);
  ofJobs(registry, sources);

  const http = new Histogram({
    name: 'innermost_http_request_duration_seconds',
    help: 'Time from a request to its answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: durations,
    registers: [registry],
  });

  return {
    registry,
    answered: ({ method, route, status, durationMs }) =>
      // Only patterns become labels: whatever strangers ask for would be series without end.
      http.observe({ method, route: route || 'none', status: `${Math.floor(status / 100)}xx` }, durationMs / 1000),
  };
}

function pulled(registry: Registry, sources: MetricSources): void {
  const counts: [name: string, help: string, read: () => number][] = [
    ['db_statements_total', 'Statements sent to the database, begin and commit included.', sources.roundTrips],
    ['websocket_events_total', 'Events handed to WebSockets, one for each socket.', sources.deliveries],
    ['websocket_dropped_total', 'Connections whose client did not keep up.', sources.droppedConnections],
  ];
  const levels: typeof counts = [
    ['websocket_connections', 'WebSockets that are open.', sources.openSockets],
    ['websocket_connections_arriving', 'WebSockets that are being signed in.', sources.arrivingConnections],
    ['websocket_connections_signed_in', 'WebSockets of people who are signed in.', sources.signedInConnections],
    ['websocket_connections_absent', 'Clients that are away and may still come back.', sources.absentConnections],
    ['channels_with_people', 'Channels of which a connected person is a member.', sources.channelsWithPeople],
    ['websocket_waiting_frames', 'Frames for clients that are away or slow.', sources.waitingFrames],
    ['connected_users', 'People with at least one open WebSocket.', sources.connectedUsers],
  ];
  for (const [name, help, read] of counts) {
    const collect = function (this: Counter): void {
      this.reset();
      this.inc(read());
    };
    registry.registerMetric(new Counter({ name: `innermost_${name}`, help, registers: [], collect }));
  }
  for (const [name, help, read] of levels) {
    const collect = function (this: Gauge): void {
      this.set(read());
    };
    registry.registerMetric(new Gauge({ name: `innermost_${name}`, help, registers: [], collect }));
  }
}

function ofJobs(registry: Registry, { jobRuns, jobQueue }: MetricSources): void {
  const runs = function (this: Counter): void {
    this.reset();
    for (const [outcome, count] of Object.entries(jobRuns())) this.inc({ outcome }, count);
  };
  const help = 'Runs of jobs that ended, by how: done, failed, and of these given up.';
  const labelNames = ['outcome'];
  registry.registerMetric(
    new Counter({ name: 'innermost_job_runs_total', help, labelNames, registers: [], collect: runs }),
  );

  // Both gauges show the same look at the queue.
  let looking: Promise<JobQueueLevels> | undefined;
  const look = (): Promise<JobQueueLevels> => (looking ??= jobQueue().finally(() => (looking = undefined)));
  const oldest = async function (this: Gauge): Promise<void> {
    this.set((await look()).oldestSeconds);
  };
  const levels = async function (this: Gauge): Promise<void> {
    for (const [state, count] of Object.entries((await look()).states)) this.set({ state }, count);
  };
  const waiting = { name: 'innermost_jobs_oldest_seconds', help: 'How long the job has waited that came first.' };
  const depth = { name: 'innermost_jobs', help: 'Jobs in the queue: ready, later, running, and dead (given up).' };
  registry.registerMetric(new Gauge({ ...waiting, registers: [], collect: oldest }));
  registry.registerMetric(new Gauge({ ...depth, labelNames: ['state'], registers: [], collect: levels }));
}
