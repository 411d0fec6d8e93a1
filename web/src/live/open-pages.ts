/** Which pages of this browser are open: what one of them is sending is no loss to the others. */

// No secret, only unlike that of other pages.
const pageId = `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;
const prefix = 'innermost.page.';
let isHeld = false;
let last = 0;

/** A key of something that only this page has, such as the bytes of a file. From the first one on other pages know of it. */
export function keyOfThisPage(): string {
  if (!isHeld) void locks()?.request(prefix + pageId, () => new Promise(() => undefined));
  isHeld = true;
  last += 1;
  return `${pageId}.${last}`;
}

/** Tells of such a key whether it is of a page that is open elsewhere. Without an answer of the browser's it is of none. */
export async function elsewhere(): Promise<(key: string) => boolean> {
  const { held = [] } =
    (await locks()
      ?.query()
      .catch(() => undefined)) ?? {};
  const names = new Set(held.map(({ name }) => name));
  return (key) => {
    const [page = ''] = key.split('.');
    return page !== pageId && names.has(prefix + page);
  };
}

/** Only where the address is a safe one; not in tests either. */
function locks(): LockManager | undefined {
  return (globalThis as { navigator?: { locks?: LockManager } }).navigator?.locks;
}
