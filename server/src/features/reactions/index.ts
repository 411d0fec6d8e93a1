/** What other areas may use of reactions. */
export { removeReactionsOfEmoji } from './jobs.ts';
