/** What other areas may use of files. */
export { fileJson } from './queries.ts';
export { removeFromStore } from './jobs.ts';
export { removeForgottenContents } from './upkeep/forgotten.ts';
export { tellingBytes, typeOf } from './kinds.ts';
