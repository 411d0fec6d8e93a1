import { testPart } from './caches.ts';

await testPart(2, 3);
