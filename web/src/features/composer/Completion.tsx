import { type KeyboardEvent, type RefObject, useImperativeHandle, useLayoutEffect, useState } from 'react';

import { pickedId, steppedTo } from '../../ui/PickList.tsx';
import type { Named } from './suggest.ts';
import { Suggestions } from './Suggestions.tsx';
import { type SuggestionPlace, useSuggestions } from './useSuggestions.ts';

export interface CompletionProps extends SuggestionPlace {
  id: string;
  of: Named;
  /** The field's keys: true for those that were for the list. */
  keys: RefObject<((event: KeyboardEvent) => boolean) | null>;
  /** Told the id of the current row, or undefined when nothing is listed. */
  onShow: (row: string | undefined) => void;
  onChoose: (name: string) => void;
  onClose: () => void;
}

/** What the name that is being typed may become. */
export function Completion({ id, of, channelId, teamId, keys, onShow, onChoose, onClose }: CompletionProps) {
  const [chosen, setChosen] = useState(0);
  const suggestions = useSuggestions(of, { channelId, teamId });
  const at = Math.min(chosen, suggestions.length - 1);
  const row = at < 0 ? undefined : pickedId(id, at);
  useLayoutEffect(() => {
    onShow(row);
    return () => onShow(undefined);
  }, [row, onShow]);
  const choose = (name: string | undefined) => {
    if (name === undefined) return;
    setChosen(0);
    onChoose(name);
  };
  useImperativeHandle(keys, () => (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return false;
    const next = steppedTo(event.key, at, suggestions.length);
    const name = suggestions[at]?.name;
    if (next !== undefined) setChosen(next);
    // A name that is already complete needs no completing: Enter sends.
    else if (event.key === 'Enter' && name === of.query.toLowerCase()) return false;
    else if (event.key === 'Enter' || event.key === 'Tab') choose(name);
    else if (event.key === 'Escape') onClose();
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  });
  if (suggestions.length === 0) return null;
  const list = { id, suggestions, chosen: at, onPoint: setChosen };
  return <Suggestions {...list} onChoose={(one) => choose(one.name)} />;
}
