import { group, whole } from '../setting.ts';

export const analyticsSettings = group({
  MaxUsersForStatistics: whole(2500, 'People above which costly statistics are left out.', {
    min: 0,
    max: 1_000_000_000,
    unit: 'people',
  }),
});
