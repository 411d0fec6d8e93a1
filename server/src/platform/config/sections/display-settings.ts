import { group, list, whole } from '../setting.ts';

export const displaySettings = group({
  CustomURLSchemes: list([], 'Further address schemes that become links in messages.'),
  MaxMarkdownNodes: whole(0, 'Parts of a message that mobile apps format at most; 0 leaves it to them.'),
});
