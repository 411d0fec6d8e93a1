/** What other areas may use of categories. */
export { followStars } from './favourites.ts';
