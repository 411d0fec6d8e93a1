import { type RefObject, useState } from 'react';

import { live } from '../../live/live.ts';
import { takeFiles } from '../uploads/offer.ts';
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
    const place = { channel_id: channelId, root_id: rootId };
    void live.outbox.write({ ...place, message: text, files: takeFiles(place) });
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
