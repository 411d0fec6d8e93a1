/** Tells its parent process what an idle socket weighs, in KiB. Needs `--expose-gc`. */
import { kibPerIdleSocket } from './idle-memory.ts';

process.send?.(await kibPerIdleSocket());
process.disconnect?.();
