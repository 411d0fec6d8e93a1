/** What other areas may use of previews. */
export { linksOf } from './follow.ts';
export { previewLinks } from './jobs.ts';
