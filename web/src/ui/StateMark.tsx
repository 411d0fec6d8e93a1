import type { ReactNode } from 'react';

import { type Message, msg, t } from '../words/words.ts';
import { asImage } from './as-image.ts';
import { classNames } from './class-names.ts';

export type WorkState = 'firing' | 'acknowledged' | 'resolved' | 'failed' | 'passed' | 'unstable' | 'running';

interface Look {
  /** Class of the look: colour of mark, word and spine. */
  name: string;
  word: Message;
}

const looks: Record<WorkState, Look> = {
  firing: { name: 'firing', word: msg('Firing') },
  acknowledged: { name: 'acked', word: msg('Acknowledged') },
  resolved: { name: 'resolved', word: msg('Resolved') },
  failed: { name: 'bad', word: msg('Failed') },
  passed: { name: 'ok', word: msg('Passed') },
  unstable: { name: 'warn', word: msg('Unstable') },
  running: { name: 'run', word: msg('Running') },
};

/** The class a slip, or anything with a spine, takes for a state. */
export function stateClass(state: WorkState): string {
  return looks[state].name;
}

export interface StateMarkProps {
  state: WorkState;
  /** Where no word stands beside the mark, what it says to a screen reader. */
  label?: string;
}

/** Marks differ in shape and fill, so that colour is never the only sign. */
export function StateMark({ state, label }: StateMarkProps) {
  const said = label ? asImage(label) : ({ 'aria-hidden': true } as const);
  return (
    <svg className={classNames('mark', state === 'running' && 'spin')} viewBox="0 0 16 16" {...said}>
      {shapes[state]}
    </svg>
  );
}

export interface StateProps {
  state: WorkState;
  /** Instead of the state's own word. */
  word?: string;
}

export function State({ state, word }: StateProps) {
  return (
    <span className={`state ${looks[state].name}`}>
      <StateMark state={state} />
      {word ?? t(looks[state].word)}
    </span>
  );
}

const cut = { stroke: 'var(--mark-cut, var(--sheet))', strokeLinecap: 'round', fill: 'none' } as const;
const pen = { stroke: 'currentColor', fill: 'none', strokeWidth: 1.8, strokeLinecap: 'round' } as const;
const ring = <circle {...pen} cx="8" cy="8" r="6.1" />;

const shapes: Record<WorkState, ReactNode> = {
  firing: (
    <>
      <path
        fill="currentColor"
        d="M7.05 1.95a1.1 1.1 0 0 1 1.9 0l5.9 10.4a1.1 1.1 0 0 1-.95 1.65H2.1a1.1 1.1 0 0 1-.95-1.65z"
      />
      <path {...cut} strokeWidth="1.7" d="M8 5.9v3.1M8 11.6v.01" />
    </>
  ),
  acknowledged: (
    <>
      {ring}
      <path fill="currentColor" d="M8 1.9a6.1 6.1 0 0 0 0 12.2z" />
    </>
  ),
  resolved: (
    <>
      {ring}
      <path {...pen} strokeLinejoin="round" d="m5.4 8.2 1.8 1.8 3.5-3.8" />
    </>
  ),
  failed: (
    <>
      <path fill="currentColor" d="M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1z" />
      <path {...cut} strokeWidth="1.8" d="m5.7 5.7 4.6 4.6m0-4.6-4.6 4.6" />
    </>
  ),
  passed: (
    <>
      <circle cx="8" cy="8" r="7" fill="currentColor" />
      <path {...cut} strokeWidth="1.8" strokeLinejoin="round" d="m5.2 8.2 2 2 3.7-4.1" />
    </>
  ),
  unstable: (
    <>
      <rect x="2.2" y="2.2" width="11.6" height="11.6" rx="2" transform="rotate(45 8 8)" fill="currentColor" />
      <path {...cut} strokeWidth="1.7" d="M8 5v3.4M8 11v.01" />
    </>
  ),
  running: (
    <>
      <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeOpacity=".22" strokeWidth="2" />
      <path fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" d="M8 2a6 6 0 0 1 6 6" />
    </>
  ),
};
