import { testPart } from './matrix.ts';

await testPart(3, 3);
