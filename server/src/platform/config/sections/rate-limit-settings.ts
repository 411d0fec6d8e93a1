import { headerName } from '../forms.ts';
import { flag, group, text, whole } from '../setting.ts';

export const rateLimitSettings = group({
  Enable: flag(false, 'Limit how many requests a caller may make.'),
  PerSec: whole(10, 'Requests a second.', { min: 1, max: 1_000_000, unit: 'requests' }),
  MaxBurst: whole(100, 'Requests at once above that rate.', { min: 1, max: 1_000_000, unit: 'requests' }),
  MemoryStoreSize: whole(10_000, 'Callers remembered at most.', { min: 1, max: 10_000_000, unit: 'callers' }),
  VaryByRemoteAddr: flag(true, 'Count by the caller’s address.'),
  VaryByUser: flag(false, 'Count by the signed-in person.'),
  VaryByHeader: text('', 'Count by the value of this header.', { form: headerName }),
});
