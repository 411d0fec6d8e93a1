/** What the composition root connects. */
export { announceConfigChanges } from './client-settings.ts';
