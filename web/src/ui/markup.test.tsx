import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { Bookmark, Star } from 'lucide-react';
import { expect, test } from 'vitest';

import { Avatar } from './Avatar.tsx';
import { Badge } from './Badge.tsx';
import { Banner } from './Banner.tsx';
import { Button } from './Button.tsx';
import { TextField } from './Field.tsx';
import { IconButton } from './IconButton.tsx';
import { State, StateMark } from './StateMark.tsx';
import { Switch } from './Switch.tsx';

const markup = (node: ReactNode) => renderToStaticMarkup(<>{node}</>);

test('a button that is only an icon says its label and its key', () => {
  const html = markup(<IconButton icon={Bookmark} label="Save" keys="S" />);
  expect(html).toContain('aria-label="Save"');
  expect(html).toContain('aria-keyshortcuts="S"');
  expect(html).toContain('type="button"');
});

test('a toggle says whether it is on; a star fills only then', () => {
  expect(markup(<IconButton icon={Bookmark} label="Save" on />)).toMatch(/class="ib on".*aria-pressed="true"/);
  expect(markup(<IconButton icon={Star} label="Favourite" look="star" on={false} />)).toContain('class="ib"');
  expect(markup(<IconButton icon={Star} label="Favourite" look="star" on />)).toContain('class="ib star"');
});

test('an off or busy button stays focusable and says so', () => {
  expect(markup(<Button off>Save</Button>)).toMatch(/class="btn off".*aria-disabled="true"/);
  const busy = markup(<Button busy>Save</Button>);
  expect(busy).toContain('aria-busy="true"');
  expect(busy).toContain('mark spin');
  expect(markup(<Button>Save</Button>)).not.toContain('aria-');
});

test('a field ties label, input and error together', () => {
  const html = markup(<TextField label="Email" error="This address has no domain ending." />);
  const id = /for="([^"]+)"/.exec(html)?.[1];
  expect(html).toContain(`<input id="${id}" aria-describedby="${id}-note" aria-invalid="true"/>`);
  expect(html).toContain(`id="${id}-note" role="alert"`);
  expect(markup(<TextField label="Email" />)).not.toContain('aria-describedby');
});

test('a mark speaks only where no word stands beside it', () => {
  expect(markup(<State state="firing" />)).toMatch(/class="state firing".*aria-hidden="true".*Firing/);
  expect(markup(<StateMark state="passed" label="Passed" />)).toContain('role="img" aria-label="Passed"');
});

test('the shape of an avatar tells who speaks, its initials stay silent', () => {
  expect(markup(<Avatar id="u1" name="Ann Lee" />)).toMatch(/class="av" style="--h:\d+".*aria-hidden="true">AL</);
  expect(markup(<Avatar id="u1" name="CI" kind="bot" />)).toContain('class="av bot"');
  expect(markup(<Avatar id="u1" name="Hook" kind="webhook" />)).toContain('class="av hook"');
  expect(markup(<Avatar id="u1" name="Scout" kind="agent" />)).toContain('class="av agent"');
  expect(markup(<Avatar id="u1" name="Ann" presence="dnd" />)).toContain('aria-label="Do not disturb"');
  expect(markup(<Avatar id="u1" name="Ann" src="/api/v4/users/u1/image" />)).toContain('alt=""');
});

test('counts stop at 99+, switches and banners carry their roles', () => {
  expect(markup(<Badge count={100} />)).toContain('99+');
  expect(markup(<Badge count={99} />)).toContain('>99<');
  expect(markup(<Switch label="Replies" on onChange={() => undefined} />)).toContain('role="switch"');
  expect(markup(<Banner tone="danger">Disk full</Banner>)).toContain('role="alert"');
  expect(markup(<Banner tone="warning">Offline</Banner>)).toContain('role="status"');
});
