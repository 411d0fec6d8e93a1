/** The load generator, a process of its own: takes a task from its parent, answers with the result. */
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { prepareInsert, selectNewest } from '../../../server/src/features/posts/index.ts';
import { closedLoop, type LoopResult } from './closed-loop.ts';
import { RawConnection, requestText } from './raw-http.ts';

export interface Room {
  channel: string;
  team: string;
  /** Ids and tokens of members. */
  members: { id: string; token: string }[];
}

export interface Task {
  kind: 'post over HTTP' | 'post statement' | 'open over HTTP' | 'open statement';
  callers: number;
  count: number;
  rooms: Room[];
  /** For HTTP. */
  port?: number;
  /** For statements. */
  url?: string;
}

const id = (): string => randomBytes(13).toString('hex');
const message = 'Deployment to staging completed in 42 s, build 123, all 1318 tests passed on the first try today';

async function overHttp(task: Task, request: (room: Room, member: Room['members'][number], n: number) => string) {
  const connections = await Promise.all(Array.from({ length: task.callers }, () => RawConnection.open(task.port ?? 0)));
  const result = await closedLoop(task.callers, task.count, async (caller, n) => {
    const room = task.rooms[n % task.rooms.length];
    const member = room?.members[n % room.members.length];
    const connection = connections[caller];
    if (!room || !member || !connection) throw new Error('A load needs rooms with members.');
    const { status } = await connection.send(request(room, member, n));
    if (status >= 300) throw new Error(`The server answered ${status}.`);
  });
  for (const connection of connections) connection.close();
  return result;
}

async function bareStatement(
  task: Task,
  make: (room: Room, member: Room['members'][number]) => { text: string; values: unknown[] },
) {
  const clients = await Promise.all(
    Array.from({ length: task.callers }, async () => {
      const client = new Client({ connectionString: task.url, application_name: 'innermost-bench' });
      await client.connect();
      return client;
    }),
  );
  const result = await closedLoop(task.callers, task.count, async (caller, n) => {
    const room = task.rooms[n % task.rooms.length];
    const member = room?.members[n % room.members.length];
    if (!room || !member) throw new Error('A load needs rooms with members.');
    await clients[caller]?.query({ name: 'measured', ...make(room, member) });
  });
  await Promise.all(clients.map((client) => client.end()));
  return result;
}

function postRequest(room: Room, member: { id: string; token: string }): string {
  const body = JSON.stringify({ channel_id: room.channel, message, pending_post_id: `${member.id}:${id()}` });
  return requestText('POST', '/api/v4/posts', member.token, body);
}

function postInsert(room: Room, member: { id: string }): { text: string; values: unknown[] } {
  const channel = {
    id: room.channel,
    team_id: room.team,
    type: 'O',
    name: '',
    display_name: '',
    delete_at: 0,
    scheme_id: '',
  } as const;
  const record = {
    id: id(),
    user_id: member.id,
    root_id: '',
    message,
    type: '',
    props: '{}',
    hashtags: '',
    file_ids: '[]',
    pending_post_id: `${member.id}:${id()}`,
    priority: '',
    counted: true,
  };
  const effects = { marksRead: true, mentions: [], urgent: false, follows: [], outsiders: [], jobs: [] };
  const insert = prepareInsert([{ channel, record, effects }], Date.now());
  return { text: insert.text, values: insert.values() };
}

function openRequest(room: Room, member: { token: string }): string {
  const path = `/api/v4/channels/${room.channel}/posts?page=0&per_page=60&collapsedThreads=true`;
  return requestText('GET', path, member.token);
}

function openSelect(room: Room, member: { id: string }): { text: string; values: unknown[] } {
  const { text, values } = selectNewest.collapsed;
  return { text, values: values({ reader: member.id, channel_id: room.channel, limit: 60 }) };
}

const run: Readonly<Record<Task['kind'], (task: Task) => Promise<LoopResult>>> = {
  'post over HTTP': (task) => overHttp(task, postRequest),
  'post statement': (task) => bareStatement(task, postInsert),
  'open over HTTP': (task) => overHttp(task, openRequest),
  'open statement': (task) => bareStatement(task, openSelect),
};

process.on('message', (task: Task) => {
  run[task.kind](task).then(
    (result) => process.send?.({ result }),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
