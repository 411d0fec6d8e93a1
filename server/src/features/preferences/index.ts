/** What other areas may use of preferences. */
export { keepPreferences } from './preferences.ts';
export { selectPreferences } from './queries.ts';
