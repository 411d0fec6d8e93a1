import { ApiError } from '@innermost/client/errors.ts';
import { cancelQueuedJob, retryQueuedJob } from '@innermost/protocol/jobs.ts';
import { CheckFailure } from '../../checks.ts';
import { command, type Command } from '../../command.ts';
import { UsageError } from '../../usage-error.ts';
import { withAdministrator } from '../../with-administrator.ts';

type Change = typeof retryQueuedJob | typeof cancelQueuedJob;

interface Text {
  summary: string;
  about: string;
  check: string;
  done: string;
}

const changing = (name: string, route: Change, { summary, about, check, done }: Text): Command =>
  command(name, {
    args: ['<number>'],
    summary,
    about: `${about}\nBeside the server it needs no password; elsewhere it signs in as an administrator.`,
    flags: {},
    besideServer: true,
    async run(invocation) {
      const [number = ''] = invocation.args;
      if (!/^\d{1,15}$/.test(number))
        throw new UsageError(`"${number}" is not the number of a job; innermost jobs list shows them.`);
      await withAdministrator(invocation, (client) =>
        invocation.checks.must('job', check, async (say) => {
          await client.call(route, { params: { number } }).catch(explain);
          say(`job ${number}`);
        }),
      );
      return done;
    },
  });

function explain(error: unknown): never {
  if (error instanceof ApiError && error.id.startsWith('api.innermost.queued_job.'))
    throw new CheckFailure(error.message, 'innermost jobs list shows what is in the queue.');
  throw error;
}

export const retry = changing('jobs retry', retryQueuedJob, {
  summary: 'run a job again that was given up',
  about:
    'Runs a job now that was given up or waits for its next attempt, and gives it all of its attempts again. The number is\n' +
    'the one that innermost jobs list shows.',
  check: 'The job is run again',
  done: 'innermost jobs list shows it until it is done.',
});

export const cancel = changing('jobs cancel', cancelQueuedJob, {
  summary: 'take a job out of the queue',
  about:
    'Takes a job out for good that waits or was given up; one that runs is told to stop and is then gone. The number is the\n' +
    'one that innermost jobs list shows.',
  check: 'The job is taken out, or told to stop',
  done: '',
});
