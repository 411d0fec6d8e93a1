import { area } from '../../area/area.ts';
import { emojiEndpoints } from './endpoints.ts';
import { putPictureAside } from './jobs.ts';
import { examples } from './examples.ts';

export const emoji = area({
  name: 'emoji',
  endpoints: emojiEndpoints,
  jobs: [putPictureAside],
  settings: ['ServiceSettings.EnableCustomEmoji'],
  events: ['emoji_added', 'emoji_deleted'],
  examples,
});
