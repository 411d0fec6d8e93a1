/** What other areas may use of emoji. */
export { emojiDeleted } from './remove-emoji.ts';
