import { saveDraft } from '@innermost/protocol/drafts.ts';
import { example } from '../../area/example.ts';

export const examples = [
  example(saveDraft, {
    body: ({ channel_id }) => ({ channel_id, message: 'not done yet', root_id: '', props: {}, file_ids: [] }),
    needs: {
      all: 'api.context.permissions.app_error',
      channel_id: 'api.context.permissions.app_error',
    },
  }),
];
