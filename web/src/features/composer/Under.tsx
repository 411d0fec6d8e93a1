import { isTouch } from '../../ui/is-touch.ts';
import { Keys } from '../../ui/Keys.tsx';
import { TypingLine } from './TypingLine.tsx';

export interface UnderProps {
  /** Channel or thread. */
  place: string;
  isAsking: boolean;
  inFence: boolean;
  /** Characters beyond the limit. */
  tooMany: number;
}

/** The line under the composer: who is typing, and what happens to the draft. */
export function Under({ place, isAsking, inFence, tooMany }: UnderProps) {
  return (
    <div className="under">
      {isAsking ? <span>Nothing has been sent.</span> : <TypingLine key={place} place={place} />}
      {inFence && !isTouch() && tooMany <= 0 && (
        <span className="hint">
          <Keys of="mod+Enter" /> sends
        </span>
      )}
      {tooMany > 0 && (
        <span className="hint bad" role="alert">
          {tooMany} characters too many
        </span>
      )}
    </div>
  );
}
