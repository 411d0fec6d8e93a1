import type { CSSProperties, ReactNode } from 'react';

import type { FileInfo } from '@innermost/protocol/files.ts';

import { ratioOf, type Arrangement, type Role } from './arrange.ts';

export interface FileFramesProps {
  arrangement: Arrangement;
  /** What stands in the frame of a file. Without it the frames are empty, and as large. */
  draw?: (file: FileInfo, place: { role: Role; hidden: number }) => ReactNode;
  /** Said of files that are lost. */
  lost?: ReactNode;
}

/** The room that the files of a message take, which is the same before and after they are there. */
export function FileFrames({ arrangement, draw, lost }: FileFramesProps) {
  const { single, rows, hidden, blocks } = arrangement;
  const last = rows.at(-1)?.at(-1);
  return (
    <>
      {single && (
        <div className="one-pic" style={{ width: single.width, aspectRatio: `${single.width} / ${single.height}` }}>
          {draw?.(single.file, { role: 'picture', hidden: 0 })}
        </div>
      )}
      {rows.length > 0 && (
        <div className="media">
          {rows.map((row) => (
            <div key={row[0]?.id} className="mrow">
              {row.map((file) => (
                <div key={file.id} style={{ '--r': ratioOf(file) } as CSSProperties}>
                  {draw?.(file, { role: 'picture', hidden: file === last ? hidden : 0 })}
                </div>
              ))}
            </div>
          ))}
        </div>
      )}
      {blocks.map((block) =>
        block.role === 'card' ? (
          <div key={block.files[0]?.id} className="files">
            {block.files.map((file) => (
              <div key={file.id} className="file">
                {draw?.(file, { role: 'card', hidden: 0 })}
              </div>
            ))}
          </div>
        ) : (
          <div key={block.file.id} className={`file-${block.role}`}>
            {draw?.(block.file, { role: block.role, hidden: 0 })}
          </div>
        ),
      )}
      {arrangement.lost > 0 && <div className="files">{<div className="file">{lost}</div>}</div>}
    </>
  );
}
