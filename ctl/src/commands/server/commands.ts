import type { Command } from '../../command.ts';
import { initialize } from './initialize.ts';
import { verifySecurity } from './verify-security.ts';
import { verifyUser } from './verify-user.ts';
import { verify } from './verify.ts';

export const serverCommands: readonly Command[] = [initialize, verify, verifyUser, verifySecurity];
