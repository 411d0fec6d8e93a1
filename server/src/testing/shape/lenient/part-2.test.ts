import { testPart } from './lenient.ts';

await testPart(2, 2);
