import { t } from '../words/words.ts';
import { say } from './said.ts';

/**
 * Puts text on the clipboard and tells so beside what was pressed; `told` is the sentence. Plain HTTP on a network has
 * no clipboard API, so the old way is kept for it. Resolves false where the browser refuses.
 */
export async function copyText(text: string, told?: string): Promise<boolean> {
  const { activeElement } = document;
  // Where it was pressed, before a menu closes.
  const at = activeElement?.getBoundingClientRect();
  const copied = await write(text);
  if (told !== undefined || !copied) say(copied ? (told ?? '') : t('The browser refused to copy'), at);
  return copied;
}

async function write(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return writeTheOldWay(text);
  }
}

function writeTheOldWay(text: string): boolean {
  const { activeElement } = document;
  const area = document.createElement('textarea');
  area.value = text;
  area.setAttribute('aria-hidden', 'true');
  area.style.position = 'fixed';
  // Inside an open dialog, or what is behind it could not be selected.
  (activeElement?.closest('dialog') ?? document.body).append(area);
  area.select();
  // oxlint-disable-next-line typescript/no-deprecated -- there is no other way without a secure context
  const copied = document.execCommand('copy');
  area.remove();
  if (activeElement instanceof HTMLElement) activeElement.focus({ preventScroll: true });
  return copied;
}
