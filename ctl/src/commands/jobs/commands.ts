import type { Command } from '../../command.ts';
import { cancel, retry } from './change.ts';
import { list } from './list.ts';

export const jobCommands: readonly Command[] = [list, retry, cancel];
