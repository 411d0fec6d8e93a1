import { testPart } from './caches.ts';

await testPart(1, 3);
