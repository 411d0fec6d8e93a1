/**
 * The texts of the screens. English stands where it is used, inside `t`, `msg` or `Trans`; other languages are catalogues
 * from English to theirs, loaded when needed. A text with `{name}`, plurals or choices is an ICU message: the build compiles
 * it (web/build/words.ts), development and tests do so when it is shown.
 */
import { setupI18n } from '@lingui/core';

export type Values = Readonly<Record<string, string | number>>;

declare const marked: unique symbol;
/** A text that is declared in one place and shown in another: `t` says it in the language of that moment. */
export interface Message {
  readonly [marked]: true;
}

/** Texts are literals, so that the check finds them all: no `string` is one. */
type Literal<T extends string> = string extends T ? never : T;

export const i18n = setupI18n({ locale: 'en', messages: { en: {} } });
// What the build left as a string holds nothing to compile.
if (import.meta.env?.PROD) i18n.setMessagesCompiler((text) => [text]);

/** The text in the language of the reader. */
export function t<const T extends string>(text: (T & Literal<T>) | Message, values?: Values): string {
  // What the build compiled is an object with an id; it takes values too, which its type does not say.
  return i18n._(text as string, values);
}

/** Marks a text that is shown later, with `t`. */
export function msg<const T extends string>(text: T & Literal<T>): Message {
  return text as unknown as Message;
}

/** What `Trans` needs beside `t`: the text whatever its type. */
export const textOf = (text: unknown, values?: Values): string => t(text as Message, values);

/** Choices that were declared, with their labels in the language of the reader. */
export function labelled<T extends { label: Message }>(
  choices: readonly T[],
): (Omit<T, 'label'> & { label: string })[] {
  return choices.map((choice) => ({ ...choice, label: t(choice.label) }));
}
