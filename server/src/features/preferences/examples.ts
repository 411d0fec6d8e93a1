import { savePreferences, deletePreferences } from '@innermost/protocol/preferences.ts';
import { example, invalid } from '../../area/example.ts';

export const examples = [
  example(savePreferences, {
    body: ({ user_id }) => [{ user_id, category: 'display_settings', name: 'use_military_time', value: 'true' }],
    needs: {
      '0': 'api.preference.update_preferences.set.app_error',
      all: invalid,
      '0.category': invalid,
      '0.user_id': 'api.preference.update_preferences.set.app_error',
    },
  }),
  example(deletePreferences, {
    body: ({ user_id }) => [{ user_id, category: 'display_settings', name: 'use_military_time', value: 'true' }],
    needs: {
      '0': 'api.preference.update_preferences.set.app_error',
      all: invalid,
      '0.category': invalid,
      '0.user_id': 'api.preference.update_preferences.set.app_error',
    },
  }),
];
