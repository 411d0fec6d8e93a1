import { z } from 'zod';
import { job } from '../../jobs/job.ts';
import { deleteHookRowsOfChannel } from './queries.ts';

/** Follows the archiving of a channel. Time in ms. */
export const deleteHooksOfChannel = job('delete-hooks-of-channel', {
  args: z.object({ channel_id: z.string(), delete_at: z.number() }),
  async run({ changed, db }, { channel_id, delete_at }) {
    for (const { id } of await deleteHookRowsOfChannel(db, { channel_id, now: delete_at }))
      changed({ kind: 'incoming_hook', hook_id: id });
  },
});

export const hookJobs = [deleteHooksOfChannel];
