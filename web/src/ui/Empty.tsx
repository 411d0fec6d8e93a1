import type { ReactNode } from 'react';

import { EmptySign } from './Sign.tsx';
import { State } from './StateMark.tsx';

export interface EmptyProps {
  title: string;
  /** One sentence. */
  text?: ReactNode;
  /** One or two small buttons. */
  acts?: ReactNode;
  /** Something that should be here could not be loaded: the failure's mark takes the sign's place. */
  failed?: boolean;
}

export function Empty({ title, text, acts, failed }: EmptyProps) {
  return (
    <div className="empty grow" role={failed ? 'alert' : undefined}>
      {failed ? (
        <State state="failed" word={title} />
      ) : (
        <>
          <EmptySign />
          <h3>{title}</h3>
        </>
      )}
      {text && <p>{text}</p>}
      {acts && <div className="acts">{acts}</div>}
    </div>
  );
}
