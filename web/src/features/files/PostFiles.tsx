import { use, useMemo } from 'react';

import type { Post } from '@innermost/protocol/posts.ts';

import { part } from '../../shell/part.tsx';
import { PartBoundary } from '../../shell/PartBoundary.tsx';
import { useWidth } from '../../shell/use-width.ts';
import { arrange } from './arrange.ts';
import { FileFrames } from './FileFrames.tsx';
import { NarrowPlace } from './narrow.ts';
import './files.css';

const DrawnFiles = part(() => import('./DrawnFiles.tsx').then((module) => module.DrawnFiles));

/** The files of a message. What draws them comes in a file of its own; until then their room is kept. */
export function PostFiles({ post }: { post: Post }) {
  const isPhone = useWidth() === 'phone';
  const isNarrow = use(NarrowPlace) || isPhone;
  const { file_ids, metadata } = post;
  const arrangement = useMemo(
    () => arrange(metadata.files ?? [], file_ids, isNarrow),
    [metadata.files, file_ids, isNarrow],
  );
  return (
    <div className="post-files">
      <PartBoundary fallback={<FileFrames arrangement={arrangement} />}>
        <DrawnFiles post={post} arrangement={arrangement} />
      </PartBoundary>
    </div>
  );
}
