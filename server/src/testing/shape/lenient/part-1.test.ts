import { testPart } from './lenient.ts';

await testPart(1, 2);
