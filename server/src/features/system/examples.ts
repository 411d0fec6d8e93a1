import { migrateConfig, updateConfig, patchConfig, writeLog, completeOnboarding } from '@innermost/protocol/system.ts';
import { example } from '../../area/example.ts';

export const examples = [
  example(updateConfig, { body: () => ({}) }),
  example(patchConfig, { body: () => ({}) }),
  example(migrateConfig, { body: () => ({ from: 'database', to: 'database' }) }),
  example(writeLog, { body: () => ({ level: 'INFO', message: 'hello' }) }),
  example(completeOnboarding, { body: () => ({ organization: 'Example' }) }),
];
