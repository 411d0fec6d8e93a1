import { type KeyboardEvent, useEffect, useRef, useState } from 'react';

import { live, useDraft, useLive } from '../../live/live.ts';
import { part } from '../../shell/part.tsx';
import { PartBoundary } from '../../shell/PartBoundary.tsx';
import { sends } from '../../shell/sends.ts';
import { isInFence } from '../../text/fence.ts';
import { isTouch } from '../../ui/is-touch.ts';
import { isComposing, modHeld } from '../../ui/keys.ts';
import { useAutosize } from '../../ui/useAutosize.ts';
import { editLast } from '../timeline/edit-last.ts';
import { useFiles } from '../uploads/useFiles.tsx';
import { ComposerBar } from './ComposerBar.tsx';
import { applyFormat, insertText, type Format, type Selection } from './format.ts';
import { tellTyping } from './typing.ts';
import { Under } from './Under.tsx';
import { useCompletion } from './useCompletion.tsx';
import { useSending } from './useSending.ts';
import './composer.css';

const SlashQuestion = part(() => import('./SlashQuestion.tsx').then((module) => module.SlashQuestion));

export interface ComposerProps {
  channelId: string;
  /** Of a thread; empty for the channel itself. */
  rootId: string;
  teamId: string;
  placeholder: string;
  /** Fewer buttons, for the panel. */
  isNarrow?: boolean;
  /** On opening, where there is a real keyboard. */
  takesFocus?: boolean;
}

const formatKeys: Readonly<Record<string, Format>> = { b: 'bold', i: 'italic' };

/** Where messages are written. What is written is a draft at once, and leaves through the outbox. */
export function Composer(props: ComposerProps) {
  const { channelId, rootId, teamId, placeholder, isNarrow = false, takesFocus } = props;
  const field = useField(channelId, rootId);
  const { text, area, write, selection } = field;
  const most = useLive(({ config }) => Number(config['MaxPostSize']) || 16_383);
  const files = useFiles({ channel_id: channelId, root_id: rootId }, area);
  const canSend = (text.trim() !== '' || files.hasAny) && text.length <= most;
  const completion = useCompletion({ text, caret: field.caret, channelId, teamId, write });
  useEffect(() => {
    if (takesFocus && !isTouch()) area.current?.focus();
  }, [takesFocus, area]);

  const { command, send, sendAsMessage, edit } = useSending({ ...field, channelId, rootId, canSend });
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (isComposing(event.nativeEvent) || completion.onKeyDown(event)) return;
    const format = modHeld(event) && !event.shiftKey ? formatKeys[event.key] : undefined;
    if (format) write(applyFormat(selection(), format));
    else if (event.key === 'Enter' && sends(event)) send();
    else if (event.key === 'ArrowUp' && text === '') editLast(event.currentTarget, channelId, rootId);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <div className="composer-place" data-region="composer">
        {completion.list}
        {command && (
          <PartBoundary>
            <SlashQuestion command={command} onEdit={edit} onSend={sendAsMessage} />
          </PartBoundary>
        )}
        <div className="composer">
          {files.tray}
          <textarea
            ref={area}
            className="input"
            rows={1}
            dir="auto"
            placeholder={placeholder}
            aria-label={placeholder}
            {...completion.fieldProps}
            value={text}
            onChange={({ target }) => {
              field.change(target.value, target.selectionEnd);
              if (target.value !== '') tellTyping(channelId, rootId);
            }}
            onSelect={(event) => field.setCaret(event.currentTarget.selectionEnd)}
            onKeyDown={onKeyDown}
            onPaste={files.onPaste}
          />
          <ComposerBar
            attach={files.button}
            isNarrow={isNarrow}
            canSend={canSend}
            onFormat={(format) => write(applyFormat(selection(), format))}
            onInsert={(inserted) => write(insertText(selection(), inserted))}
            onSend={send}
          />
        </div>
        <Under
          place={rootId || channelId}
          isAsking={command !== undefined}
          inFence={isInFence(text, field.caret)}
          files={files.line}
          tooMany={text.length - most}
        />
      </div>
      {files.frame}
    </>
  );
}

/** The field and its text, which is the draft of the place. */
function useField(channel_id: string, root_id: string) {
  const text = useDraft(root_id || channel_id);
  const area = useRef<HTMLTextAreaElement>(null);
  const [caret, setCaret] = useState(0);
  useAutosize(area, text);
  const change = (next: string, at: number) => {
    live.drafts.write({ channel_id, root_id }, next);
    setCaret(at);
  };
  return {
    text,
    area,
    caret,
    setCaret,
    change,
    /** Changes text and selection together; the selection follows when the text is there. */
    write: (next: Selection) => {
      change(next.text, next.end);
      requestAnimationFrame(() => {
        area.current?.focus();
        area.current?.setSelectionRange(next.start, next.end);
      });
    },
    selection: (): Selection => ({
      text,
      start: area.current?.selectionStart ?? text.length,
      end: area.current?.selectionEnd ?? text.length,
    }),
  };
}
