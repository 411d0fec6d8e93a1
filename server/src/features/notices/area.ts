import { area } from '../../area/area.ts';
import { noticeJobs } from './jobs.ts';

export const notices = area({
  name: 'notices',
  jobs: noticeJobs,
});
