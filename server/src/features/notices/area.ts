import { area } from '../../area/area.ts';

export const notices = area({
  name: 'notices',
});
