/** The page that the server has now, which may be another than the one that is open. */
const patienceMs = 8_000;

/** Any page counts: the server answers. */
export async function isServerThere(): Promise<boolean> {
  return (await pageNow()) !== undefined;
}

/** Whether the server's page starts another script than this one does. False where it cannot be told. */
export async function hasNewerPage(): Promise<boolean> {
  const own = document.querySelector('script[type="module"][src]')?.getAttribute('src');
  const page = await pageNow();
  return own != null && page !== undefined && page.includes('<script') && !page.includes(`"${own}"`);
}

async function pageNow(): Promise<string | undefined> {
  try {
    const response = await fetch('/', { cache: 'no-store', signal: AbortSignal.timeout(patienceMs) });
    return response.ok ? await response.text() : undefined;
  } catch {
    return undefined;
  }
}
