import { type FocusEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { ChevronDown } from 'lucide-react';

import { Button } from '../ui/Button.tsx';
import { classNames } from '../ui/class-names.ts';
import { t } from '../words/words.ts';
import { mostFolded, useDrawing } from './drawing.ts';
import type { Block } from './nodes.ts';
import { reading } from './reading.ts';
import { foldOf, type Fold, mayBeLong, sizeOf, unfolded } from './folding.ts';
import { DrawnText, Text, type TextAmount, type TextProps } from './Text.tsx';

export interface FoldedProps extends TextProps, TextAmount {
  /** Of what is shown, unique among all messages: what was unfolded once stays so until the channel is left. */
  id: string;
  /** It calls the reader, somewhere. */
  callsMe?: boolean;
  /** All of it was read, and is going to be drawn. */
  onWhole?: (blocks: readonly Block[]) => void;
}

/**
 * Long text shows its beginning; the rest is a press away, and not even read before. Decided by lines as laid out.
 * `isWhole`: just sent by me, led to by a link, or found.
 */
export function Folded({ isWhole = false, ...props }: FoldedProps) {
  // What was whole when it was first shown does not fold under the eye of its reader.
  const [wasWhole] = useState(isWhole);
  const { source, scope, most, onWhole } = props;
  const isShown = wasWhole || isWhole;
  useOnWhole(source, isShown, onWhole);
  if (isShown || !mayBeLong(source)) {
    return <Text source={source} {...(scope && { scope })} {...(most && { most })} isWhole />;
  }
  return <FoldedText {...props} />;
}

function useOnWhole(source: string, isWanted: boolean, onWhole: FoldedProps['onWhole']) {
  useEffect(() => {
    if (!isWanted || !onWhole) return undefined;
    let isLeft = false;
    void reading.read(source).then((blocks) => isLeft || onWhole(blocks));
    return () => {
      isLeft = true;
    };
  }, [source, isWanted, onWhole]);
}

function FoldedText(props: Omit<FoldedProps, 'isWhole'>) {
  const { id, source, scope, most = mostFolded, callsMe = false, onWhole } = props;
  const box = useRef<HTMLDivElement>(null);
  const [fold, setFold] = useState<Fold>();
  const [isOpen, setOpen] = useState(() => unfolded.has(id));
  const { blocks, share, isCut } = useDrawing(source, most, isOpen);
  useLayoutEffect(() => {
    const { current } = box;
    if (!current) return undefined;
    const measure = () => {
      setFold(foldOf(current, { source, share, callsMe }));
      if (share === 1 && unfolded.has(id)) unfolded.set(id, current.offsetHeight);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    return () => observer.disconnect();
  }, [id, source, share, callsMe]);
  useOnWhole(source, isOpen, onWhole);
  const toggle = (open: boolean) => {
    if (open) unfolded.set(id, 0);
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
      <div
        ref={box}
        className={classNames('foldable', isFolded && 'folded')}
        style={isOpen && isCut ? { minHeight: unfolded.get(id) } : undefined}
        onFocus={onFocus}
      >
        <DrawnText blocks={blocks} {...(scope && { scope })} />
      </div>
      {fold && (
        <div className={classNames('showall', isOpen && 'open')}>
          <Button small kind="quiet" icon={ChevronDown} aria-expanded={isOpen} onClick={() => toggle(!isOpen)}>
            {isOpen
              ? t('Show less')
              : t(fold.isEstimate ? 'Show all, about {count} lines' : 'Show all {count} lines', { count: fold.lines })}
          </Button>
          {!isOpen && <span>{sizeOf(source)}</span>}
          {!isOpen && fold.hidesMention && <span className="due">{t('mentions you below')}</span>}
        </div>
      )}
    </>
  );
}
