/** What other areas may use of notices. */
export { tellOfAttack } from './jobs.ts';
