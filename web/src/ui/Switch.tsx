import type { ReactNode } from 'react';

import { CheckBox } from './CheckBox.tsx';
import { classNames } from './class-names.ts';

export interface SwitchProps {
  label: string;
  on: boolean;
  onChange: (on: boolean) => void;
  /** A second line about it, by its id. */
  describedBy?: string;
}

/** Takes effect at once. The label is read aloud; the row beside it shows it. */
export function Switch({ label, on, onChange, describedBy }: SwitchProps) {
  return (
    <button
      type="button"
      role="switch"
      className={classNames('switch', on && 'on')}
      aria-checked={on}
      aria-label={label}
      aria-describedby={describedBy}
      onClick={() => onChange(!on)}
    />
  );
}

export interface CheckProps {
  children: ReactNode;
  on: boolean;
  onChange: (on: boolean) => void;
}

export function Check({ children, on, onChange }: CheckProps) {
  return (
    <label className="row choice">
      <input className="sr" type="checkbox" checked={on} onChange={(event) => onChange(event.target.checked)} />
      <CheckBox on={on} />
      <span>{children}</span>
    </label>
  );
}

export interface ChoicesProps<T extends string> {
  label: string;
  value: T;
  options: readonly { value: T; label: string }[];
  onChange: (value: T) => void;
  /** Name of the group of radio buttons, unique on the page. */
  name: string;
}

/** A few choices that exclude each other, as one segmented row. */
export function Segments<T extends string>({ label, value, options, onChange, name }: ChoicesProps<T>) {
  return (
    <div className="seg" role="radiogroup" aria-label={label}>
      {options.map((option) => (
        <label key={option.value} className={classNames('choice', option.value === value && 'on')}>
          <input
            className="sr"
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </div>
  );
}

/** The same as a column of radio buttons, where each needs a line of its own. */
export function Choices<T extends string>({ label, value, options, onChange, name }: ChoicesProps<T>) {
  return (
    <div className="col choices" role="radiogroup" aria-label={label}>
      {options.map((option) => (
        <label key={option.value} className="row choice">
          <input
            className="sr"
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          <span className={classNames('radio', option.value === value && 'on')} aria-hidden="true" />
          <span>{option.label}</span>
        </label>
      ))}
    </div>
  );
}
