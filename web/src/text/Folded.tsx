import { type FocusEvent, type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { ChevronDown } from 'lucide-react';

import { Button } from '../ui/Button.tsx';
import { classNames } from '../ui/class-names.ts';
import { foldOf, type Fold, mayBeLong, sizeOf, unfolded } from './folding.ts';

export interface FoldedProps {
  /** Of what is shown, unique among all messages: what was unfolded once stays so until the channel is left. */
  id: string;
  /** Markdown as it was sent. */
  source: string;
  /** Just sent by me, led to by a link, or found: shown whole. */
  isWhole?: boolean;
  children: ReactNode;
}

/** Long text shows its beginning; the rest is a press away. Decided by lines as laid out. */
export function Folded({ id, source, isWhole = false, children }: FoldedProps) {
  // What was whole when it was first shown does not fold under the eye of its reader.
  const [wasWhole] = useState(isWhole);
  if (wasWhole || isWhole || !mayBeLong(source)) return children;
  return (
    <Fold id={id} source={source}>
      {children}
    </Fold>
  );
}

function Fold({ id, source, children }: Omit<FoldedProps, 'isWhole'>) {
  const box = useRef<HTMLDivElement>(null);
  const [fold, setFold] = useState<Fold>();
  const [isOpen, setOpen] = useState(() => unfolded.has(id));
  useLayoutEffect(() => {
    const { current } = box;
    if (!current) return undefined;
    const measure = () => setFold(foldOf(current, source));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    return () => observer.disconnect();
  }, [source]);
  const toggle = (open: boolean) => {
    if (open) unfolded.add(id);
    else unfolded.delete(id);
    setOpen(open);
  };
  const isFolded = fold !== undefined && !isOpen;
  // What takes the focus by keyboard is shown.
  const onFocus = ({ target, currentTarget }: FocusEvent<HTMLElement>) => {
    if (isFolded && target.getBoundingClientRect().bottom > currentTarget.getBoundingClientRect().bottom) toggle(true);
  };
  return (
    <>
      <div ref={box} className={classNames('foldable', isFolded && 'folded')} onFocus={onFocus}>
        {children}
      </div>
      {fold && (
        <div className={classNames('showall', isOpen && 'open')}>
          <Button small kind="quiet" icon={ChevronDown} aria-expanded={isOpen} onClick={() => toggle(!isOpen)}>
            {isOpen ? 'Show less' : `Show all ${fold.lines} lines`}
          </Button>
          {!isOpen && <span>{sizeOf(source)}</span>}
          {!isOpen && fold.hidesMention && <span className="due">mentions you below</span>}
        </div>
      )}
    </>
  );
}
