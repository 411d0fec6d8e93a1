import type { Command } from '../../command.ts';
import { unlock } from './unlock.ts';

export const userCommands: readonly Command[] = [unlock];
