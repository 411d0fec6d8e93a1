/**
 * Settings as data. A feature declares each setting once: label, help, control, where it is stored, and a preview where one
 * helps. `SettingRow` draws those that take effect at once, `SettingFields` those that are saved together.
 */
import type { ComponentType } from 'react';

import type { User, UserPatch } from '@innermost/protocol/users.ts';
import { type Message, t } from '../words/words.ts';

/** A few values that exclude each other. */
export interface Choice<Value extends string> {
  kind: 'choice';
  options: readonly { value: Value; label: Message }[];
}

/** One line of text. */
export interface Line {
  kind: 'line';
  type?: 'text' | 'email';
  autoComplete?: string;
  /** What becomes of the text while it is typed. */
  shape?(typed: string): string;
  /** What is wrong with it, as a sentence; undefined where it can be saved. */
  complaint?(text: string): string | undefined;
}

/** Kept on this device or with the account, and shown at once. */
export interface AtOnce<Value> {
  where: 'device' | 'account';
  read(): Value;
  write(value: Value): void;
}

/** Kept with the account, and saved with what stands beside it. */
export interface OnAccount {
  where: 'account';
  read(me: User): string;
  patch(value: string): UserPatch;
  /** Ids of refusals that are about this one. */
  refused: RegExp;
  /** To change it, the current password is asked for. */
  needsPassword?: boolean;
  /** Why it cannot be changed here, as a sentence. */
  locked?(me: User): string | undefined;
}

interface Words<Value> {
  /** Unique on its screen. */
  name: string;
  label: Message;
  /** One sentence. */
  help?: Message | ((value: Value) => string);
}

/** Takes effect at once. */
export interface ChoiceSetting<Value extends string> extends Words<Value> {
  control: Choice<Value>;
  stored: AtOnce<Value>;
  preview?: ComponentType<{ value: Value }>;
}

/** Is saved with the others of its form. */
export interface LineSetting extends Words<string> {
  control: Line;
  stored: OnAccount;
}

export const choiceSetting = <const Value extends string>(setting: ChoiceSetting<Value>): ChoiceSetting<Value> =>
  setting;

export const lineSetting = (setting: LineSetting): LineSetting => setting;

export function helpOf<Value>({ help }: Words<Value>, value: Value): string | undefined {
  return typeof help === 'function' ? help(value) : help && t(help);
}
