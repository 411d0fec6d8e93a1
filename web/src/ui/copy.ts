/** Puts text on the clipboard. Plain HTTP on a network has no clipboard API, so the old way is kept for it. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = document.createElement('textarea');
    area.value = text;
    area.setAttribute('aria-hidden', 'true');
    area.style.position = 'fixed';
    document.body.append(area);
    area.select();
    // oxlint-disable-next-line typescript/no-deprecated -- there is no other way without a secure context
    document.execCommand('copy');
    area.remove();
  }
}
