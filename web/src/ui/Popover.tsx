import type { ReactNode } from 'react';
import { Content, Portal, Root, Trigger } from 'radix-ui/popover';

export interface PopoverProps {
  /** Said when it opens. */
  label: string;
  /** One element that takes a ref and DOM props; the popover opens from it. */
  trigger: ReactNode;
  children: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  side?: 'top' | 'right' | 'bottom' | 'left';
  align?: 'start' | 'center' | 'end';
  /** For bodies that bring their own frame, such as the emoji picker. */
  bare?: boolean;
}

export function Popover({ label, trigger, children, side = 'bottom', align = 'start', bare, ...state }: PopoverProps) {
  return (
    <Root {...state}>
      <Trigger asChild>{trigger}</Trigger>
      <Portal>
        <Content
          className={bare ? 'over' : 'pop over'}
          aria-label={label}
          side={side}
          align={align}
          sideOffset={6}
          collisionPadding={8}
        >
          {children}
        </Content>
      </Portal>
    </Root>
  );
}
