/** What the composition root and other areas may use of statuses. */
export { presence } from './presence.ts';
