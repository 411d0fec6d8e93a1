import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react';

import { part } from '../../shell/part.tsx';
import { PartBoundary } from '../../shell/PartBoundary.tsx';
import { complete, triggerAt } from '../../text/mentions.ts';
import type { Selection } from './format.ts';

const Completion = part(() => import('./Completion.tsx').then((module) => module.Completion));

export interface CompletionOptions {
  text: string;
  caret: number;
  channelId: string;
  teamId: string;
  write: (next: Selection) => void;
}

export interface FieldCompletion {
  /** True when the key was for the list. */
  onKeyDown: (event: KeyboardEvent) => boolean;
  /** For the field. */
  fieldProps: Readonly<Record<string, unknown>>;
  list: ReactNode;
}

/** Who types on has no need to hear that no names are suggested. */
const noList = () => null;

/** The list over the field while a name is being typed, and what the field says about it. */
export function useCompletion({ text, caret, channelId, teamId, write }: CompletionOptions): FieldCompletion {
  const id = useId();
  const keys = useRef<(event: KeyboardEvent) => boolean>(null);
  /** Id of the current row; undefined while nothing is listed. */
  const [row, setRow] = useState<string>();
  /** Escape closes the list for the word at hand. */
  const [closedAt, setClosedAt] = useState<number>();
  const trigger = triggerAt(text, caret);
  const isWanted = trigger !== undefined && trigger.start !== closedAt && trigger.kind !== 'command';
  const choose = (name: string) => {
    if (!trigger) return;
    const completed = complete(text, trigger, name);
    write({ text: completed.text, start: completed.caret, end: completed.caret });
  };
  const isOpen = isWanted && row !== undefined;
  return {
    onKeyDown: (event) => isOpen && keys.current?.(event) === true,
    fieldProps: {
      role: 'combobox',
      'aria-autocomplete': 'list',
      'aria-expanded': isOpen,
      'aria-controls': isOpen ? id : undefined,
      'aria-activedescendant': isOpen ? row : undefined,
    },
    list: isWanted && (
      <PartBoundary frame={noList}>
        <Completion
          id={id}
          of={trigger}
          channelId={channelId}
          teamId={teamId}
          keys={keys}
          onShow={setRow}
          onChoose={choose}
          onClose={() => setClosedAt(trigger.start)}
        />
      </PartBoundary>
    ),
  };
}
