/** Files as people bring them to a page: from the clipboard, dragged over it, or by the system's picker. */
import type { JSHandle, Locator, Page } from '@playwright/test';

export interface Brought {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** One pixel. */
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

export const pictureFile = (name = 'image.png'): Brought => ({ name, mimeType: 'image/png', buffer: picture });
export const textFile = (name: string, text = `text of ${name}`): Brought => ({
  name,
  mimeType: 'text/plain',
  buffer: Buffer.from(text),
});
/** Of no kind, and as large as that. */
export const bytesFile = (name: string, bytes: number): Brought => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.alloc(bytes, 'innermost'),
});

/** A `DataTransfer` of the page with the files, and the text beside them. */
function transfer(page: Page, files: readonly Brought[], text = ''): Promise<JSHandle> {
  const plain = files.map(({ name, mimeType, buffer }) => ({
    name,
    type: mimeType,
    base64: buffer.toString('base64'),
  }));
  return page.evaluateHandle(`(() => {
    const data = new DataTransfer();
    for (const { name, type, base64 } of ${JSON.stringify(plain)})
      data.items.add(new File([Uint8Array.from(atob(base64), (one) => one.charCodeAt(0))], name, { type }));
    if (${JSON.stringify(text)}) data.setData('text/plain', ${JSON.stringify(text)});
    return data;
  })()`);
}

/** Answers whether the page took it: then the browser puts no text into the field. */
export async function paste(field: Locator, files: readonly Brought[], text = ''): Promise<boolean> {
  const data = await transfer(field.page(), files, text);
  return field.evaluate((element, clipboardData) => {
    const { ClipboardEvent } = element.ownerDocument.defaultView;
    return !element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, data);
}

export async function dragOver(target: Locator, files: readonly Brought[]): Promise<void> {
  await target.dispatchEvent('dragover', { dataTransfer: await transfer(target.page(), files) });
}

/** Answers whether the page took it: if not, the browser would leave for the file. */
export async function drop(target: Locator, files: readonly Brought[], { shiftKey = false } = {}): Promise<boolean> {
  return dropAll(target, await transfer(target.page(), files), shiftKey);
}

/** A file of so many bytes, which are made in the page. */
export async function dropBytes(target: Locator, name: string, bytes: number): Promise<void> {
  const data = await target.page().evaluateHandle(`(() => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(${bytes})], ${JSON.stringify(name)}));
    return data;
  })()`);
  await dropAll(target, data, false);
}

function dropAll(target: Locator, data: JSHandle, shiftKey: boolean): Promise<boolean> {
  return target.evaluate(
    (element, [dataTransfer, isShifted]) => {
      const { DragEvent } = element.ownerDocument.defaultView;
      const init = { dataTransfer, shiftKey: isShifted, bubbles: true, cancelable: true };
      element.dispatchEvent(new DragEvent('dragover', init));
      return !element.dispatchEvent(new DragEvent('drop', init));
    },
    [data, shiftKey] as const,
  );
}
