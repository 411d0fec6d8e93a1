import { createElement, Fragment } from 'react';

import { Dialog } from '../../ui/Dialog.tsx';
import { Keys } from '../../ui/Keys.tsx';
import { t } from '../../words/words.ts';
import { type Shortcut, shortcutGroups } from './shortcuts.ts';

/** Every key the client knows. */
export function ShortcutList({ onClose }: { onClose: () => void }) {
  return (
    <Dialog open wide title={t('Keyboard shortcuts')} onClose={onClose}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, and keys must reach that */}
      <section className="shortcuts" tabIndex={0} aria-label={t('Keyboard shortcuts')} data-first>
        {shortcutGroups.map(({ title, shortcuts }) => (
          <section key={t(title)} aria-label={t(title)}>
            <h3>{t(title)}</h3>
            <dl>{createElement(Fragment, null, ...shortcuts.map((shortcut) => toLine(shortcut)))}</dl>
          </section>
        ))}
      </section>
    </Dialog>
  );
}

function toLine({ keys, does }: Shortcut) {
  return (
    <div>
      <dt>{t(does)}</dt>
      <dd>{createElement(Fragment, null, ...keys.map((combination) => toCombination(combination)))}</dd>
    </div>
  );
}

const toCombination = (combination: Shortcut['keys'][number]) => (
  <span className="combination">
    <Keys of={combination} />
  </span>
);
