import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { LoopResult } from './closed-loop.ts';
import type { Task } from './worker.ts';

export interface Generator {
  run(task: Task): Promise<LoopResult>;
  stop(): void;
}

interface Reply {
  result?: LoopResult;
  error?: string;
}

export function startGenerator(): Generator {
  const child = fork(fileURLToPath(new URL('worker.ts', import.meta.url)));
  return {
    run: (task) =>
      new Promise((resolve, reject) => {
        child.once('message', ({ result, error }: Reply) => (result ? resolve(result) : reject(new Error(error))));
        child.send(task);
      }),
    stop: () => void child.kill(),
  };
}
