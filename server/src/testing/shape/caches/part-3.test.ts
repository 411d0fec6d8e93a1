import { testPart } from './caches.ts';

await testPart(3, 3);
