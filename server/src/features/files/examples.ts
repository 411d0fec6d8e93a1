import { moveFiles, purgeFiles } from '@innermost/protocol/file-upkeep.ts';
import { uploadFiles } from '@innermost/protocol/files.ts';
import { createUpload, sendUpload } from '@innermost/protocol/uploads.ts';
import { example, invalid, type Example } from '../../area/example.ts';

/** The bytes of a file; where it goes stands in the query, or in the upload that was begun. */
const upload: Example = { route: uploadFiles, body: () => 'hello' };
const piece: Example = { route: sendUpload, body: () => 'hello' };

export const examples = [
  upload,
  piece,
  example(purgeFiles, {
    body: () => ({ before: 1, dry_run: true }),
    needs: { all: invalid, before: invalid },
  }),
  example(moveFiles, { body: () => ({ to: 'amazons3', remove: false }), needs: { all: invalid, to: invalid } }),
  example(createUpload, {
    body: ({ channel_id }) => ({ channel_id, filename: 'a.txt', file_size: 7 }),
    needs: { all: invalid, channel_id: invalid, filename: invalid, file_size: invalid },
  }),
];
