import type { Post } from '@innermost/protocol/posts.ts';

import { t } from '../../words/words.ts';
import { roleOf } from './arrange.ts';

/** What a message of files alone says, in words: "Sent a picture". Empty for one without files. */
export function filesInWords({ file_ids, metadata }: Pick<Post, 'file_ids' | 'metadata'>): string {
  const count = file_ids.length;
  if (count === 0) return '';
  const { files = [] } = metadata;
  if (files.length === count && files.every((file) => roleOf(file) === 'picture'))
    return t('{count, plural, one {Sent a picture} other {Sent # pictures}}', { count });
  const [only] = files;
  return count === 1 && only
    ? t('Sent {name}', { name: only.name })
    : t('{count, plural, one {Sent a file} other {Sent # files}}', { count });
}
