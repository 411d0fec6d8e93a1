import { type KeyboardEvent, type ReactNode, useId, useState } from 'react';

import { complete, triggerAt, type Trigger } from '../../text/mentions.ts';
import { pickedId, steppedTo } from '../../ui/PickList.tsx';
import type { Selection } from './format.ts';
import type { Suggestion } from './suggest.ts';
import { Suggestions } from './Suggestions.tsx';
import { useSuggestions } from './useSuggestions.ts';

export interface CompletionOptions {
  text: string;
  caret: number;
  channelId: string;
  teamId: string;
  write: (next: Selection) => void;
}

export interface Completion {
  /** True when the key was for the list. */
  onKeyDown: (event: KeyboardEvent) => boolean;
  /** For the field. */
  fieldProps: Readonly<Record<string, unknown>>;
  list: ReactNode;
}

/** The list over the field while a name is being typed, and the keys that move in it. */
export function useCompletion({ text, caret, channelId, teamId, write }: CompletionOptions): Completion {
  const id = useId();
  const [chosen, setChosen] = useState(0);
  /** Escape closes the list for the word at hand. */
  const [closedAt, setClosedAt] = useState<number>();
  const found = triggerAt(text, caret);
  const isWanted = found && found.start !== closedAt && found.kind !== 'command';
  const trigger: Trigger | undefined = isWanted ? found : undefined;
  const suggestions = useSuggestions(trigger, { channelId, teamId });
  const isOpen = trigger !== undefined && suggestions.length > 0;
  const at = Math.min(chosen, suggestions.length - 1);

  const choose = (one: Suggestion | undefined) => {
    if (!one || !trigger) return;
    const completed = complete(text, trigger, one.name);
    setChosen(0);
    write({ text: completed.text, start: completed.caret, end: completed.caret });
  };
  const onKeyDown = (event: KeyboardEvent): boolean => {
    if (!isOpen || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return false;
    const next = steppedTo(event.key, at, suggestions.length);
    if (next !== undefined) setChosen(next);
    // A name that is already complete needs no completing: Enter sends.
    else if (event.key === 'Enter' && suggestions[at]?.name === trigger.query.toLowerCase()) return false;
    else if (event.key === 'Enter' || event.key === 'Tab') choose(suggestions[at]);
    else if (event.key === 'Escape') setClosedAt(trigger.start);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  return {
    onKeyDown,
    fieldProps: {
      role: 'combobox',
      'aria-autocomplete': 'list',
      'aria-expanded': isOpen,
      'aria-controls': isOpen ? id : undefined,
      'aria-activedescendant': isOpen ? pickedId(id, at) : undefined,
    },
    list: isOpen && <Suggestions id={id} suggestions={suggestions} chosen={at} onChoose={choose} onPoint={setChosen} />,
  };
}
