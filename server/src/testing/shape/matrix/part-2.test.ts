import { testPart } from './matrix.ts';

await testPart(2, 3);
