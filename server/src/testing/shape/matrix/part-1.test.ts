import { testPart } from './matrix.ts';

await testPart(1, 3);
