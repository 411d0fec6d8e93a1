import type { ReactNode } from 'react';
import { Check, type LucideIcon } from 'lucide-react';
import { CheckboxItem, Content, Group, Item, Label, Portal, Root, Separator, Trigger } from 'radix-ui/dropdown-menu';

import { Icon } from './Icon.tsx';
import { ariaKeys, keyLabels } from './keys.ts';

export interface MenuProps {
  label: string;
  /** One element that takes a ref and DOM props. */
  trigger: ReactNode;
  /** MenuItem, MenuCheck, MenuGroup and MenuSeparator. */
  children: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  side?: 'top' | 'right' | 'bottom' | 'left';
  align?: 'start' | 'center' | 'end';
}

/** Arrow keys, typing ahead, Escape and the return of focus are the primitive's. */
export function Menu({ label, trigger, children, side = 'bottom', align = 'start', ...state }: MenuProps) {
  return (
    // Not modal: the modal form locks scrolling with a <style> of its own, which our policy refuses.
    <Root {...state} modal={false}>
      <Trigger asChild>{trigger}</Trigger>
      <Portal>
        <Content
          className="pop menu over"
          aria-label={label}
          side={side}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          loop
        >
          {children}
        </Content>
      </Portal>
    </Root>
  );
}

export interface MenuItemProps {
  children: ReactNode;
  onSelect: () => void;
  icon?: LucideIcon;
  /** "mod+K": shown at the end. Whoever owns the shortcut listens for it. */
  keys?: string;
  danger?: boolean;
  off?: boolean;
}

export function MenuItem({ children, onSelect, icon, keys, danger, off = false }: MenuItemProps) {
  return (
    <Item
      className={danger ? 'mi danger' : 'mi'}
      onSelect={onSelect}
      disabled={off}
      aria-keyshortcuts={keys && ariaKeys(keys)}
    >
      {icon && <Icon of={icon} />}
      <span className="grow">{children}</span>
      {keys && <span className="hint">{keyLabels(keys).join(' ')}</span>}
    </Item>
  );
}

export interface MenuCheckProps {
  children: ReactNode;
  on: boolean;
  onChange: (on: boolean) => void;
}

export function MenuCheck({ children, on, onChange }: MenuCheckProps) {
  return (
    <CheckboxItem className="mi" checked={on} onCheckedChange={onChange}>
      <span className="grow">{children}</span>
      {on && <Icon of={Check} />}
    </CheckboxItem>
  );
}

export function MenuGroup({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Group aria-label={title}>
      <Label className="menu-title">{title}</Label>
      {children}
    </Group>
  );
}

export function MenuSeparator() {
  return <Separator className="sep" />;
}
