import type { MouseEvent } from 'react';

import type { FileInfo } from '@innermost/protocol/files.ts';

import { classNames } from '../../../ui/class-names.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { t } from '../../../words/words.ts';
import { roleOf } from '../arrange.ts';
import { fileUrl, lookOf, pictureUrl } from '../of-file.ts';

export interface StripProps {
  files: readonly FileInfo[];
  openId: string;
  onWalk: (to: FileInfo) => void;
}

/** The files of the message, small. */
export function Strip({ files, openId, onWalk }: StripProps) {
  return (
    <nav className="strip-t" aria-label={t('Files of this message')}>
      {files.map((file) => {
        const isOpen = file.id === openId;
        const walk = (event: MouseEvent) => {
          event.preventDefault();
          onWalk(file);
        };
        return (
          <a
            key={file.id}
            ref={isOpen ? showOpen : undefined}
            className={classNames(isOpen && 'on')}
            href={fileUrl(file.id)}
            aria-current={isOpen || undefined}
            aria-label={file.name}
            title={file.name}
            onClick={walk}
          >
            {roleOf(file) === 'picture' ? (
              <img src={pictureUrl(file, 60, 48)} alt="" loading="lazy" decoding="async" draggable={false} />
            ) : (
              <Icon of={lookOf(file).icon} />
            )}
          </a>
        );
      })}
    </nav>
  );
}

const showOpen = (tile: HTMLElement | null) => tile?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
