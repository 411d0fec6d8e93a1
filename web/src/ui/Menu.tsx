import { createContext, type KeyboardEvent, type ReactNode, use, useRef } from 'react';
import { Check, type LucideIcon } from 'lucide-react';

import { Icon } from './Icon.tsx';
import { ariaKeys, keyLabels } from './keys.ts';
import { itemForKey } from './menu-keys.ts';
import type { Alignment, Side } from './place.ts';
import { useFocusInside } from './useFocusInside.ts';
import { type OpenState, type Trigger, useOpener } from './useOpener.ts';
import { usePlaced } from './usePlaced.ts';

export interface MenuProps extends OpenState {
  label: string;
  trigger: Trigger;
  /** MenuItem, MenuCheck, MenuGroup and MenuSeparator. */
  children: ReactNode;
  side?: Side;
  align?: Alignment;
}

/** Closes the menu, with focus back on its button, before the choice takes effect. */
const Closing = createContext<() => void>(() => undefined);

/** Arrow keys, Home, End and typing move; Escape, Tab and a press outside close. */
export function Menu({ label, trigger, children, side = 'bottom', align = 'start', open, onOpenChange }: MenuProps) {
  const opener = useOpener(trigger, 'menu', { open, onOpenChange });
  return (
    <>
      {opener.trigger}
      {opener.anchor && (
        <MenuAt label={label} anchor={opener.anchor} side={side} align={align} onClose={() => opener.setOpen(false)}>
          {children}
        </MenuAt>
      )}
    </>
  );
}

export interface MenuAtProps {
  label: string;
  /** The element it belongs to, which also gets focus back. */
  anchor: HTMLElement;
  onClose: () => void;
  children: ReactNode;
  side?: Side;
  align?: Alignment;
}

const typingMs = 700;

/** Open as long as it is rendered: for what is opened by something else than its button. */
export function MenuAt({ label, anchor, onClose, children, side = 'bottom', align = 'start' }: MenuAtProps) {
  const typing = useRef({ text: '', at: 0 });
  const floating = usePlaced<HTMLDivElement>({ anchor, side, align, gap: 4 });
  useFocusInside(floating, anchor);
  const close = () => {
    anchor.focus();
    floating.current?.hidePopover();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    // Keys in a menu mean nothing to the timeline or the dialog around it; Escape is the browser's.
    event.stopPropagation();
    if (event.key === 'Tab') {
      event.preventDefault();
      close();
      return;
    }
    const next = moved(event, typing.current);
    if (!next) return;
    event.preventDefault();
    next.focus();
  };
  return (
    <Closing value={close}>
      <div
        ref={floating}
        popover="auto"
        role="menu"
        aria-label={label}
        tabIndex={-1}
        className="pop menu over"
        onKeyDown={onKeyDown}
        onToggle={(event) => event.target === event.currentTarget && event.newState === 'closed' && onClose()}
      >
        {children}
      </div>
    </Closing>
  );
}

function moved(event: KeyboardEvent<HTMLElement>, typing: { text: string; at: number }): HTMLElement | undefined {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role^="menuitem"]:not([aria-disabled])')];
  const isLetter = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (isLetter) {
    const isNew = event.timeStamp - typing.at > typingMs;
    // A space is typed only in the middle of a label; alone it presses the item.
    if (isNew && event.key === ' ') return undefined;
    typing.text = (isNew ? '' : typing.text) + event.key;
    typing.at = event.timeStamp;
  }
  const current = items.findIndex((item) => item === document.activeElement);
  const labels = items.map((item) => item.textContent ?? '');
  const index = itemForKey(labels, current, event.key, isLetter ? typing.text : '');
  return index === undefined ? undefined : items[index];
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
  const close = use(Closing);
  const choose = () => {
    if (off) return;
    close();
    onSelect();
  };
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      className={danger ? 'mi danger' : 'mi'}
      aria-disabled={off || undefined}
      aria-keyshortcuts={keys && ariaKeys(keys)}
      onClick={choose}
      onPointerMove={focusHovered}
    >
      {icon && <Icon of={icon} />}
      <span className="grow">{children}</span>
      {keys && <span className="hint">{keyLabels(keys).join(' ')}</span>}
    </button>
  );
}

export interface MenuCheckProps {
  children: ReactNode;
  on: boolean;
  onChange: (on: boolean) => void;
}

export function MenuCheck({ children, on, onChange }: MenuCheckProps) {
  const close = use(Closing);
  const choose = () => {
    close();
    onChange(!on);
  };
  return (
    <button
      type="button"
      role="menuitemcheckbox"
      aria-checked={on}
      tabIndex={-1}
      className="mi"
      onClick={choose}
      onPointerMove={focusHovered}
    >
      <span className="grow">{children}</span>
      {on && <Icon of={Check} />}
    </button>
  );
}

export function MenuGroup({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="menu-group" aria-label={title}>
      <div className="menu-title" aria-hidden="true">
        {title}
      </div>
      {children}
    </fieldset>
  );
}

export function MenuSeparator() {
  return <hr className="sep" />;
}

/** One current row, whether the keyboard or the pointer chose it. */
function focusHovered({ currentTarget }: { currentTarget: HTMLElement }): void {
  if (document.activeElement !== currentTarget && !currentTarget.ariaDisabled)
    currentTarget.focus({ preventScroll: true });
}
