import { route, type StatusOk } from './route.ts';

/** The fields of the form, whose file is named `image`: none. */
type NoFields = Record<never, never>;

export const getBrandImage = route('GET', '/api/v4/brand/image').returns<Uint8Array>();
export const setBrandImage = route('POST', '/api/v4/brand/image').takesForm<NoFields>().returns<StatusOk>();
export const deleteBrandImage = route('DELETE', '/api/v4/brand/image').returns<StatusOk>();
