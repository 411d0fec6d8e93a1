import { type ReactNode, useState } from 'react';

import { classNames } from '../../ui/class-names.ts';
import { Icon } from '../../ui/Icon.tsx';
import { lookOf } from '../files/of-file.ts';

export interface FileTileProps {
  name: string;
  /** MIME type; '' where nobody knows. */
  type: string;
  /** Address of a small picture of it. */
  picture: string | undefined;
  /** How large it is, how far, or why it failed. */
  about: string;
  isBad?: boolean;
  /** Per cent, while it is on its way. */
  progress?: number | undefined;
  /** Buttons at its end. */
  acts?: ReactNode;
}

/** One file that is attached: in the composer, and below a message that was not sent yet. */
export function FileTile({ name, type, picture, about, isBad, progress, acts }: FileTileProps) {
  const [isBroken, setBroken] = useState(false);
  const extension = name.split('.').at(-1)?.toLowerCase() ?? '';
  const { icon } = lookOf({ mime_type: type, extension });
  return (
    <li className={classNames('file', isBad && 'bad')} aria-label={`${name}, ${about}`}>
      <span className="ft" aria-hidden="true">
        {picture && !isBroken ? (
          <img src={picture} alt="" draggable={false} onError={() => setBroken(true)} />
        ) : (
          <Icon of={icon} large />
        )}
      </span>
      <div className="grow" aria-hidden="true">
        <div className="nm clip">
          <bdi>{name}</bdi>
        </div>
        <div className="mt clip" title={isBad ? about : undefined}>
          {about}
        </div>
      </div>
      {acts}
      {progress !== undefined && (
        <>
          <progress className="sr" aria-label={name} value={progress} max={100} />
          <span className="prog" aria-hidden="true">
            <i style={{ inlineSize: `${progress}%` }} />
          </span>
        </>
      )}
    </li>
  );
}
