import type * as pageUploads from './page-uploads.ts';

type PageUploads = typeof pageUploads;

let loading: Promise<PageUploads> | undefined;

/** Everything that sending files needs; a failure is forgotten, so that the next caller tries again. */
export function loadUploads(): Promise<PageUploads> {
  loading ??= load().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function load(): Promise<PageUploads> {
  // What the client would load with the first file: the connection may be gone by then.
  const [page] = await Promise.all([
    import('./page-uploads.ts'),
    import('@innermost/client/upload.ts'),
    import('@innermost/client/upload-xhr.ts'),
  ]);
  return page;
}
