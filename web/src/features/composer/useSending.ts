import { type RefObject, useState } from 'react';

import { live } from '../../live/live.ts';
import { commandIn } from './slash.ts';

export interface SendingOptions {
  text: string;
  area: RefObject<HTMLTextAreaElement | null>;
  change: (next: string, caret: number) => void;
  channelId: string;
  rootId: string;
  canSend: boolean;
}

/** Hands the text to the outbox; what looks like a command only after a question. */
export function useSending({ text, area, change, channelId, rootId, canSend }: SendingOptions) {
  /** The text that is asked about; any change of it takes the question back. */
  const [askedAbout, setAskedAbout] = useState<string>();
  const sendAsMessage = () => {
    setAskedAbout(undefined);
    change('', 0);
    void live.outbox.write({ channel_id: channelId, root_id: rootId, message: text });
    area.current?.focus();
  };
  return {
    /** What is asked about: `/msg`. */
    command: askedAbout === text ? commandIn(text) : undefined,
    sendAsMessage,
    send() {
      if (!canSend) return;
      if (commandIn(text) === undefined) sendAsMessage();
      else setAskedAbout(text);
    },
    edit() {
      setAskedAbout(undefined);
      area.current?.focus();
    },
  };
}
