import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react';

import type { Post } from '@innermost/protocol/posts.ts';

import { sends } from '../../shell/sends.ts';
import { Button } from '../../ui/Button.tsx';
import { isTouch } from '../../ui/is-touch.ts';
import { isComposing } from '../../ui/keys.ts';
import { useAutosize } from '../../ui/useAutosize.ts';
import { t } from '../../words/words.ts';
import { writtenText } from '../links/written.ts';
import { useEditFiles } from '../uploads/useEditFiles.tsx';
import { useSavingEdit } from './useSavingEdit.ts';

export interface EditPostProps {
  post: Post;
  onDone: () => void;
}

/** The message in a field in its own place, with its files. Enter saves, Escape leaves it as it was. */
export function EditPost({ post, onDone }: EditPostProps) {
  const written = writtenText(post);
  const [text, setText] = useState(written);
  const area = useRef<HTMLTextAreaElement>(null);
  useAutosize(area, text);
  useFieldFocus(area);
  const files = useEditFiles(post, area);
  const { save, busy, error } = useSavingEdit({ post, written, text, files, onDone });
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    event.stopPropagation();
    if (isComposing(event.nativeEvent)) return;
    if (event.key === 'Escape') onDone();
    if (event.key !== 'Enter' || !sends(event)) return;
    event.preventDefault();
    save();
  };
  return (
    <div className="edit-box">
      <div className="composer">
        {files.tray}
        <textarea
          ref={area}
          className="input"
          rows={1}
          aria-label={t('Edit message')}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
          onPaste={files.onPaste}
        />
        <div className="row edit-acts">
          {files.button}
          <span className="grow tiny t3">{files.line || (!isTouch() && t('Enter saves, Esc cancels'))}</span>
          <Button small kind="quiet" onClick={onDone}>
            {t('Cancel')}
          </Button>
          <Button small kind="primary" busy={busy} onClick={save}>
            {t('Save')}
          </Button>
        </div>
      </div>
      {error && (
        <p className="help bad" role="alert">
          {error}
        </p>
      )}
    </div>
  );
}

/** Focus goes into the field, and in the end back to where editing was asked for: the composer, or the message. */
function useFieldFocus(area: RefObject<HTMLTextAreaElement | null>): void {
  useEffect(() => {
    const from = document.activeElement;
    const { current } = area;
    const row = current?.closest<HTMLElement>('[data-row]');
    current?.focus();
    current?.setSelectionRange(current.value.length, current.value.length);
    return () => {
      if (isTouch() || document.activeElement !== document.body) return;
      if (from instanceof HTMLTextAreaElement && from.isConnected) from.focus();
      else row?.focus({ preventScroll: true });
    };
  }, [area]);
}
