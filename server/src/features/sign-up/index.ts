export { beginSetup } from './setup.ts';
