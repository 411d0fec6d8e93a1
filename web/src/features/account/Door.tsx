import { type FormEvent, type ReactNode, useEffect, useRef } from 'react';

import { useLive } from '../../live/live.ts';
import { StrayFailures } from '../../shell/StrayFailures.tsx';
import { Banner } from '../../ui/Banner.tsx';
import { DoorArt } from '../../ui/DoorArt.tsx';
import { Sign } from '../../ui/Sign.tsx';
import { Trans } from '../../words/Trans.tsx';
import { addressToOpen } from './address-to-open.ts';
import './door.css';

export interface DoorProps {
  title: string;
  /** One sentence under the title. */
  text?: ReactNode;
  /** Above the title: "Step 1 of 2". */
  step?: string;
  /** What the server said against it. */
  error?: string | undefined;
  onSubmit?: () => void;
  /** At the foot of the page. */
  note?: ReactNode;
  /** Beside the form, in place of the doorway. */
  art?: ReactNode;
  children: ReactNode;
}

/** The page outside the house: a form beside the lit doorway. Focus goes to the element with data-first. */
export function Door({ title, text, step, error, onSubmit, note, art = <DoorArt />, children }: DoorProps) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>('[data-first]')?.focus(), []);
  const site = useLive(({ config }) => config['SiteURL'] ?? '');
  const elsewhere = addressToOpen(site, window.location);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit?.();
  };
  return (
    <div className="door">
      <main className="form">
        <div className="brand">
          <Sign />
          Innermost
        </div>
        <form className="mid" ref={form} onSubmit={submit} noValidate>
          <div>
            {step && <p className="small t3 door-step">{step}</p>}
            <h1>{title}</h1>
            {text && <p className="t2 door-text">{text}</p>}
          </div>
          {elsewhere && (
            <Banner tone="warning">
              <Trans
                text="This server is used at <address/>. Signing in here does not work: your browser keeps its sign-in for https."
                parts={{ address: <a href={elsewhere}>{elsewhere}</a> }}
              />
            </Banner>
          )}
          {error && <Banner tone="danger">{error}</Banner>}
          <StrayFailures />
          {children}
        </form>
        <p className="help">{note}</p>
      </main>
      {art}
    </div>
  );
}
