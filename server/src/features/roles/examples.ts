import { getRolesByNames } from '@innermost/protocol/roles.ts';
import { example, invalid } from '../../area/example.ts';

export const examples = [
  example(getRolesByNames, { body: () => ['system_user'], needs: { '0': invalid, all: invalid } }),
];
