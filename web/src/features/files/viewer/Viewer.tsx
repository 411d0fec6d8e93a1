import { type KeyboardEvent, type SyntheticEvent, useEffect, useLayoutEffect, useRef } from 'react';
import { ChevronLeft, ChevronRight, FileX } from 'lucide-react';

import type { FileInfo } from '@innermost/protocol/files.ts';
import type { Team } from '@innermost/protocol/teams.ts';

import { sentenceFor } from '../../../shell/errors.ts';
import { Button } from '../../../ui/Button.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { t } from '../../../words/words.ts';
import { closeFile, showInstead, type ShownFile } from '../address.ts';
import { useShownFile } from './use-shown-file.ts';
import { Stage } from './Stage.tsx';
import { Strip } from './Strip.tsx';
import { ViewerHead } from './ViewerHead.tsx';
import './viewer.css';

export interface ViewerProps {
  shown: ShownFile;
  team: Team;
}

/** A file over the whole window, and the ways to the other files of its message. */
export function Viewer({ shown, team }: ViewerProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const { file, post, files, error, retry } = useShownFile(shown.id);
  const at = files.findIndex(({ id }) => id === shown.id);
  const [before, after] = [files[at - 1], at === -1 ? undefined : files[at + 1]];
  useLayoutEffect(() => {
    const { current } = dialog;
    current?.showModal();
    current?.focus();
    // Closing before it is removed is what gives focus back to where it was.
    return () => current?.close();
  }, []);
  const walk = (to: FileInfo | undefined) => to && showInstead({ id: to.id, lines: '' });
  const onCancel = (event: SyntheticEvent) => {
    if (event.target !== dialog.current) return;
    event.preventDefault();
    closeFile();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.ctrlKey || event.metaKey || event.altKey || isField(event.target)) return;
    const isBack = getComputedStyle(event.currentTarget).direction === 'rtl' ? 'ArrowRight' : 'ArrowLeft';
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    walk(event.key === isBack ? before : after);
  };
  const title = file?.name ?? t('File');
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrows walk through the files
    <dialog ref={dialog} className="viewer" tabIndex={-1} aria-label={title} onCancel={onCancel} onKeyDown={onKeyDown}>
      <ViewerHead
        file={file}
        post={post}
        team={team}
        place={at === -1 ? '' : t('{at} of {count}', { at: at + 1, count: files.length })}
        lines={shown.lines}
      />
      {error !== undefined || (post && !file) ? (
        <Gone
          reason={error === undefined ? t('It was deleted, or taken out of its message.') : sentenceFor(error)}
          retry={retry}
        />
      ) : (
        <>
          {file && post && (
            <Stage
              key={file.id}
              file={file}
              lines={shown.lines}
              place={post}
              onWalk={(to) => walk(to === 'next' ? after : before)}
            />
          )}
          {files.length > 1 && (
            <>
              <Walk look="prev" label={t('Previous file')} to={before} onWalk={walk} />
              <Walk look="next" label={t('Next file')} to={after} onWalk={walk} />
              <Strip files={files} openId={shown.id} onWalk={walk} />
            </>
          )}
        </>
      )}
    </dialog>
  );
}

const isField = (target: EventTarget) =>
  target instanceof HTMLElement && (target.matches('input, textarea, video, audio') || target.isContentEditable);

interface WalkProps {
  look: 'prev' | 'next';
  label: string;
  to: FileInfo | undefined;
  onWalk: (to: FileInfo | undefined) => void;
}

function Walk({ look, label, to, onWalk }: WalkProps) {
  return (
    <button
      type="button"
      className={`vnav ${look}`}
      aria-label={label}
      aria-disabled={!to || undefined}
      onClick={() => onWalk(to)}
    >
      <Icon of={look === 'prev' ? ChevronLeft : ChevronRight} />
    </button>
  );
}

function Gone({ reason, retry }: { reason: string; retry: () => void }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <div ref={box} className="stage unseen" tabIndex={-1} role="alert">
      <Icon of={FileX} large />
      <h3>{t('This file cannot be shown')}</h3>
      <p>{reason}</p>
      <Button small onClick={retry}>
        {t('Try again')}
      </Button>
    </div>
  );
}
