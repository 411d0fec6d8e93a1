import { uploadFiles } from '@innermost/protocol/files.ts';
import { createUpload, sendUpload } from '@innermost/protocol/uploads.ts';
import { example, invalid, type Example } from '../../area/example.ts';

/** The bytes of a file; where it goes stands in the query, or in the upload that was begun. */
const upload: Example = { route: uploadFiles, body: () => 'hello' };
const piece: Example = { route: sendUpload, body: () => 'hello' };

export const examples = [
  upload,
  piece,
  example(createUpload, {
    body: ({ channel_id }) => ({ channel_id, filename: 'a.txt', file_size: 7 }),
    needs: { all: invalid, channel_id: invalid, filename: invalid, file_size: invalid },
  }),
];
