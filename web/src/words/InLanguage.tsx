import { Fragment, type ReactNode, useLayoutEffect, useSyncExternalStore } from 'react';

import { currentLanguage } from './language.ts';
import { i18n } from './words.ts';

let focused: string | undefined;

/** Draws everything anew in another language. What is focused then is focused again, if it has an id or a name. */
export function InLanguage({ children }: { children: ReactNode }) {
  const language = useSyncExternalStore(followLanguage, currentLanguage);
  useLayoutEffect(() => {
    if (focused !== undefined) document.querySelector<HTMLElement>(focused)?.focus();
    focused = undefined;
  });
  return <Fragment key={language}>{children}</Fragment>;
}

function followLanguage(changed: () => void): () => void {
  return i18n.on('change', () => {
    focused = selectorOf(document.activeElement);
    changed();
  });
}

function selectorOf(element: Element | null): string | undefined {
  if (element instanceof HTMLInputElement && element.name !== '')
    return `[name="${CSS.escape(element.name)}"][value="${CSS.escape(element.value)}"]`;
  return element?.id ? `#${CSS.escape(element.id)}` : undefined;
}
