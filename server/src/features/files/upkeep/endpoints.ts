import { checkFiles, getFileUsage, listStoredFiles, moveFiles, purgeFiles } from '@innermost/protocol/file-upkeep.ts';
import { can, inSystem } from '../../../access/can.ts';
import { endpoint } from '../../../endpoint/endpoint.ts';
import { body, flag, integer, text } from '../../../platform/http/fields.ts';
import { checkFilesOfServer } from './check.ts';
import { listFiles, move, purge, usageOfFiles } from './upkeep.ts';

const forOperator = { onSocket: 'control', access: can('manage_system', inSystem()) } as const;

export const upkeepEndpoints = [
  endpoint(listStoredFiles, { ...forOperator, handle: listFiles }),
  endpoint(getFileUsage, { ...forOperator, handle: usageOfFiles }),
  endpoint(checkFiles, { ...forOperator, handle: checkFilesOfServer }),
  endpoint(purgeFiles, {
    ...forOperator,
    body: body({ before: integer(), dry_run: flag() }),
    bodyName: 'purge',
    transaction: 'none',
    because: 'each step is its own transaction, so that a long list holds nothing up',
    handle: purge,
  }),
  endpoint(moveFiles, {
    ...forOperator,
    body: body({ to: text(), remove: flag() }),
    bodyName: 'move',
    handle: move,
  }),
];
