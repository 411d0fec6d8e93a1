import { FileX } from 'lucide-react';

import type { FileInfo } from '@innermost/protocol/files.ts';
import type { Post } from '@innermost/protocol/posts.ts';

import { Icon } from '../../ui/Icon.tsx';
import { t } from '../../words/words.ts';
import type { Arrangement, Role } from './arrange.ts';
import { AudioFile } from './AudioFile.tsx';
import { FileCard } from './FileCard.tsx';
import { FileFrames } from './FileFrames.tsx';
import { PictureFile } from './PictureFile.tsx';
import { TextFile } from './TextFile.tsx';
import { VideoFile } from './VideoFile.tsx';

export interface DrawnFilesProps {
  post: Post;
  arrangement: Arrangement;
}

/** What stands in the frames. */
export function DrawnFiles({ post, arrangement }: DrawnFilesProps) {
  const { single, lost } = arrangement;
  const draw = (file: FileInfo, { role, hidden }: { role: Role; hidden: number }) => {
    if (role === 'picture') return <PictureFile file={file} hidden={hidden} width={single?.width} />;
    if (role === 'video') return <VideoFile file={file} />;
    if (role === 'audio') return <AudioFile file={file} />;
    return role === 'text' ? <TextFile file={file} /> : <FileCard file={file} post={post} />;
  };
  return <FileFrames arrangement={arrangement} draw={draw} lost={lost > 0 && <LostFiles count={lost} />} />;
}

function LostFiles({ count }: { count: number }) {
  return (
    <>
      <span className="ft">
        <Icon of={FileX} large />
      </span>
      <div className="grow t3">
        {t('{count, plural, one {A file that is no longer here} other {# files that are no longer here}}', { count })}
      </div>
    </>
  );
}
