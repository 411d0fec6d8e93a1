import { area } from '../../area/area.ts';
import { draftEndpoints } from './endpoints.ts';
import { examples } from './examples.ts';

export const drafts = area({
  name: 'drafts',
  endpoints: draftEndpoints,
  settings: ['ServiceSettings.AllowSyncedDrafts'],
  events: ['draft_created', 'draft_deleted'],
  examples,
});
