/** What other areas may use of notices. */
export { tellOfAttack } from './tell-of-attack.ts';
