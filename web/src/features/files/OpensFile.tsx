import type { CSSProperties, MouseEvent, ReactNode } from 'react';

import type { FileInfo } from '@innermost/protocol/files.ts';

import { openFile } from './address.ts';
import { fileUrl } from './of-file.ts';

export interface OpensFileProps {
  file: FileInfo;
  label: string;
  className?: string;
  style?: CSSProperties | undefined;
  children?: ReactNode;
}

/** A link to the file itself; pressed plainly it opens the viewer. */
export function OpensFile({ file, label, className, style, children }: OpensFileProps) {
  const open = (event: MouseEvent) => {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    openFile(file.id);
  };
  return (
    <a
      className={className}
      style={style}
      href={fileUrl(file.id)}
      target="_blank"
      rel="noopener"
      aria-label={label}
      title={file.name}
      data-file={file.id}
      onClick={open}
    >
      {children}
    </a>
  );
}
