/** What was typed into settings that are saved together, and what of it goes to the server. Pure. */
import type { User, UserPatch } from '@innermost/protocol/users.ts';

import { t } from '../words/words.ts';
import type { LineSetting } from './setting.ts';

/** By the names of settings, and `password`. */
export type Texts = Readonly<Record<string, string>>;

export function textsOf(settings: readonly LineSetting[], me: User): Texts {
  return Object.fromEntries(settings.map(({ name, stored }) => [name, stored.read(me)]));
}

export function isLocked({ stored }: LineSetting, me: User): boolean {
  return stored.locked?.(me) !== undefined;
}

export function changedOf(settings: readonly LineSetting[], texts: Texts, me: User): LineSetting[] {
  return settings.filter((one) => !isLocked(one, me) && (texts[one.name] ?? '').trim() !== one.stored.read(me));
}

/** The first thing that is wrong with what was changed. */
export function complaintIn(changed: readonly LineSetting[], texts: Texts): { name: string; text: string } | undefined {
  for (const { name, control } of changed) {
    const text = control.complaint?.(texts[name] ?? '');
    if (text !== undefined) return { name, text };
  }
  if (needsPassword(changed) && (texts['password'] ?? '') === '') {
    return { name: 'password', text: t('This change needs your password.') };
  }
  return undefined;
}

export function needsPassword(changed: readonly LineSetting[]): boolean {
  return changed.some(({ stored }) => stored.needsPassword);
}

export function patchOf(changed: readonly LineSetting[], texts: Texts): UserPatch {
  const patch: UserPatch = {};
  for (const { name, stored } of changed) Object.assign(patch, stored.patch((texts[name] ?? '').trim()));
  return needsPassword(changed) ? { ...patch, password: texts['password'] ?? '' } : patch;
}

/** Which setting a refusal with this id is about; undefined for the form as a whole. */
export function refusedOf(settings: readonly LineSetting[], id: string): string | undefined {
  return id.includes('password') ? 'password' : settings.find(({ stored }) => stored.refused.test(id))?.name;
}
