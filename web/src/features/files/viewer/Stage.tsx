import type { FileInfo } from '@innermost/protocol/files.ts';
import type { Post } from '@innermost/protocol/posts.ts';

import { fileUrl, isText } from '../of-file.ts';
import { NothingToSee } from './NothingToSee.tsx';
import { PdfStage } from './PdfStage.tsx';
import { PictureStage } from './PictureStage.tsx';
import { TextStage } from './TextStage.tsx';

export interface StageProps {
  file: FileInfo;
  /** Chosen lines of a text. */
  lines: string;
  onWalk: (to: 'next' | 'previous') => void;
  /** Where lines are quoted: beside the file's message. */
  place: Pick<Post, 'channel_id' | 'root_id'>;
}

/** A file, as large as there is room: looked at, heard, read, or named. */
export function Stage({ file, lines, onWalk, place }: StageProps) {
  const { mime_type: type } = file;
  if (isText(file)) return <TextStage file={file} lines={lines} place={place} />;
  if (type.startsWith('image/')) return <PictureStage file={file} onWalk={onWalk} />;
  if (type.startsWith('video/')) return <PlayerStage file={file} />;
  if (type.startsWith('audio/')) return <PlayerStage file={file} isSound />;
  if (type === 'application/pdf') return <PdfStage file={file} />;
  return <NothingToSee file={file} />;
}

function PlayerStage({ file, isSound = false }: { file: FileInfo; isSound?: boolean }) {
  const Player = isSound ? 'audio' : 'video';
  return (
    <div className="stage">
      {/* The element of the file's own kind: its controls hear Space and the arrows. */}
      <Player className="player" src={fileUrl(file.id)} controls preload="metadata" aria-label={file.name} />
    </div>
  );
}
