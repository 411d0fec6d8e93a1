import { scheme } from '../forms.ts';
import { group, list, whole } from '../setting.ts';

export const displaySettings = group({
  CustomURLSchemes: list([], 'Further address schemes that become links in messages.', {
    each: scheme,
    most: 100,
    applies: 'clients',
  }),
  MaxMarkdownNodes: whole(0, 'Parts of a message that mobile apps format at most; 0 leaves it to them.', {
    min: 1,
    max: 10_000_000,
    unit: 'nodes',
    or: 0,
    applies: 'clients',
  }),
});
