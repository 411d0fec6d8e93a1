import type { Command } from '../../command.ts';
import { check } from './check.ts';
import { list } from './list.ts';
import { move } from './move.ts';
import { purge } from './purge.ts';
import { usage } from './usage.ts';

export const fileCommands: readonly Command[] = [list, usage, check, purge, move];
