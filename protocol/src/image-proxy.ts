import { route } from './route.ts';

/** A picture of another site, fetched by this server. `url` is its whole address. */
export const getImageByUrl = route('GET', '/api/v4/image').asks<'url'>().returns<Uint8Array>();
