import { type Message, msg, t } from '../words/words.ts';
import { asImage } from './as-image.ts';

export type PresenceState = 'online' | 'away' | 'dnd' | 'offline';

const words: Record<PresenceState, Message> = {
  online: msg('Online'),
  away: msg('Away'),
  dnd: msg('Do not disturb'),
  offline: msg('Offline'),
};

export function presenceWord(state: PresenceState): string {
  return t(words[state]);
}

/** A disc, half a disc, a disc with a bar, a ring. Stands in a corner of an avatar, or beside a word. */
export function Presence({ state }: { state: PresenceState }) {
  return (
    <svg className="pres" viewBox="0 0 14 14" {...asImage(presenceWord(state))}>
      <circle className="bg" cx="7" cy="7" r="7" />
      {state === 'online' && <circle cx="7" cy="7" r="4.5" fill="var(--good)" />}
      {state === 'away' && (
        <>
          <circle cx="7" cy="7" r="3.7" fill="none" stroke="var(--warning)" strokeWidth="1.6" />
          <path d="M7 3.3a3.7 3.7 0 0 0 0 7.4z" fill="var(--warning)" />
        </>
      )}
      {state === 'dnd' && (
        <>
          <circle cx="7" cy="7" r="4.5" fill="var(--danger)" />
          <path className="bg" d="M4.6 6.2h4.8v1.6H4.6z" />
        </>
      )}
      {state === 'offline' && (
        <circle cx="7" cy="7" r="3.7" fill="none" stroke="var(--line-control)" strokeWidth="1.6" />
      )}
    </svg>
  );
}
