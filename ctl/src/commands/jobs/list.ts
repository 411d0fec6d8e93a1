import { getJobQueue, type JobQueue, type QueuedJob } from '@innermost/protocol/jobs.ts';
import { command } from '../../command.ts';
import { table } from '../../table.ts';
import { UsageError } from '../../usage-error.ts';
import { withAdministrator } from '../../with-administrator.ts';

const states = ['ready', 'later', 'running', 'dead'] as const;
const most = 200;

export const list = command('jobs list', {
  summary: 'show what the server still has to do, and what it gave up',
  about:
    'Shows the follow-ups in the queue (mail, deliveries, clean-up), oldest first: ready, put off until later, running, or\n' +
    'dead, which is what was given up and why. What jobs were given is not shown. What is done is not kept.\n' +
    'Beside the server it needs no password; elsewhere it signs in as an administrator.',
  flags: {
    state: { value: '<state>', text: `only those that are ${states.join(', ')}` },
    name: { value: '<name>', text: 'only jobs of this name' },
  },
  besideServer: true,
  async run(invocation) {
    const { flags, checks, show } = invocation;
    const { state, name } = flags;
    if (state !== undefined && !states.some((known) => known === state))
      throw new UsageError(`"${state}" is no state of a job; the states are: ${states.join(', ')}.`);
    let dead = 0;
    await withAdministrator(invocation, (client) =>
      checks.must('queue', 'The queue can be read', async (say) => {
        const query = { per_page: String(most), ...(state ? { state } : {}), ...(name ? { name } : {}) };
        const queue = await client.call(getJobQueue, { query });
        const { counts } = queue;
        dead = counts.dead;
        say(states.map((one) => `${counts[one]} ${one}`).join(', '));
        show(queue, linesOf(queue));
      }),
    );
    return dead > 0
      ? 'run one again with innermost jobs retry <number>, or take it out with innermost jobs cancel.'
      : '';
  },
});

function linesOf({ jobs, schedules }: JobQueue): string[] {
  const rows = jobs.map((job) => [String(job.number), job.name, stateOf(job), attemptsOf(job), whenOf(job), job.error]);
  const regular = schedules.map(({ name, last_at, next_at }) => [name, timeOf(last_at) || 'not yet', timeOf(next_at)]);
  return [
    ...(rows.length > 0
      ? table(['Number', 'Job', 'State', 'Attempt', 'Since or at', 'Error'], rows)
      : ['Nothing to show: no job that was asked for is in the queue.']),
    ...(rows.length === most ? [`There may be more than these ${most}; narrow them with --state and --name.`] : []),
    ...(regular.length > 0 ? ['', ...table(['At intervals', 'Last', 'Next'], regular)] : []),
  ];
}

const stateOf = ({ state, progress }: QueuedJob): string =>
  state === 'running' && progress > 0 ? `running ${progress} %` : state;

const attemptsOf = ({ attempts, is_known, max_attempts }: QueuedJob): string =>
  is_known ? `${attempts} of ${max_attempts}` : 'unknown here';

/** When it is due, or began, or failed, or was queued: whatever says most about its state. */
function whenOf({ state, create_at, due_at, failed_at, start_at }: QueuedJob): string {
  return timeOf({ ready: create_at, later: due_at, running: start_at, dead: failed_at }[state]);
}

/** UTC to the second; '' for 0. */
const timeOf = (at: number): string =>
  at === 0 ? '' : `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
