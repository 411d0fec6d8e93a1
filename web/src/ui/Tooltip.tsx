import type { ReactNode } from 'react';
import { Content, Portal, Provider, Root, Trigger } from 'radix-ui/tooltip';

import { keyLabels } from './keys.ts';

export interface TooltipProps {
  text: string;
  /** "mod+K": shown after the text. */
  keys?: string;
  side?: 'top' | 'right' | 'bottom' | 'left';
  /** One element that takes a ref and DOM props. */
  children: ReactNode;
}

/** Once at the root: opening delays are shared, so that going along a row of buttons is quick. */
export function TooltipProvider({ children }: { children: ReactNode }) {
  return (
    <Provider delayDuration={400} skipDelayDuration={300}>
      {children}
    </Provider>
  );
}

export function Tooltip({ text, keys, side = 'top', children }: TooltipProps) {
  return (
    <Root>
      <Trigger asChild>{children}</Trigger>
      <Portal>
        <Content className="tip" side={side} sideOffset={6} collisionPadding={8}>
          {text}
          {keys && <span className="tip-keys">{keyLabels(keys).join(' ')}</span>}
        </Content>
      </Portal>
    </Root>
  );
}
