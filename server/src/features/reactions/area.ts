import { area } from '../../area/area.ts';
import { reactionEndpoints } from './endpoints.ts';
import { examples } from './examples.ts';
import { removeReactionsOfEmoji } from './jobs.ts';

export const reactions = area({
  name: 'reactions',
  endpoints: reactionEndpoints,
  jobs: [removeReactionsOfEmoji],
  settings: ['ServiceSettings.UniqueEmojiReactionLimitPerPost'],
  events: ['reaction_added', 'reaction_removed'],
  examples,
});
