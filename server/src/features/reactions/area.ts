import { area } from '../../area/area.ts';
import { reactionEndpoints } from './endpoints.ts';
import { examples } from './examples.ts';

export const reactions = area({
  name: 'reactions',
  endpoints: reactionEndpoints,
  settings: ['ServiceSettings.UniqueEmojiReactionLimitPerPost'],
  events: ['reaction_added', 'reaction_removed'],
  examples,
});
