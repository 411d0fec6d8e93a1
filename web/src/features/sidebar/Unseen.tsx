import { type RefObject, useEffect, useState } from 'react';
import { ArrowDown, ArrowUp } from 'lucide-react';

import { Button } from '../../ui/Button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { msg, t } from '../../words/words.ts';

export interface UnseenProps {
  /** What scrolls. */
  list: RefObject<HTMLElement | null>;
  side: 'above' | 'below';
}

type Found = 'nothing' | 'unread' | 'mentions';

const labels = {
  mentions: { above: msg('Mentions above'), below: msg('Mentions below') },
  unread: { above: msg('Unread above'), below: msg('Unread below') },
} as const;

/** Something new lies beyond an edge of the list: says so, and leads there. */
export function Unseen({ list, side }: UnseenProps) {
  const [found, setFound] = useState<Found>('nothing');
  useEffect(() => {
    const { current } = list;
    if (!current) return undefined;
    const look = () => {
      const rows = beyond(current, side);
      const asks = rows.some((row) => row.querySelector('.badge'));
      setFound(rows.length === 0 ? 'nothing' : asks ? 'mentions' : 'unread');
    };
    const changes = new MutationObserver(look);
    changes.observe(current, { subtree: true, childList: true, attributeFilter: ['class'] });
    const size = new ResizeObserver(look);
    size.observe(current);
    current.addEventListener('scroll', look, { passive: true });
    look();
    return () => {
      changes.disconnect();
      size.disconnect();
      current.removeEventListener('scroll', look);
    };
  }, [list, side]);
  if (found === 'nothing') return null;
  const go = () => {
    const rows = list.current ? beyond(list.current, side) : [];
    rows.at(side === 'above' ? -1 : 0)?.scrollIntoView({ block: 'center' });
  };
  return (
    <div className={classNames('unseen', side, found === 'mentions' && 'asks')}>
      <Button small icon={side === 'above' ? ArrowUp : ArrowDown} onClick={go}>
        {t(labels[found][side])}
      </Button>
    </div>
  );
}

/** The unread rows that are wholly outside, in their order. */
function beyond(list: HTMLElement, side: UnseenProps['side']): HTMLElement[] {
  const frame = list.getBoundingClientRect();
  return [...list.querySelectorAll<HTMLElement>('.item.unread')].filter((row) => {
    const { top, bottom } = row.getBoundingClientRect();
    return side === 'above' ? bottom <= frame.top + 8 : top >= frame.bottom - 8;
  });
}
