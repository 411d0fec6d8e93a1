import { flag, group, text } from '../setting.ts';

export const cloudSettings = group({
  CWSURL: text('', 'Kept for compatibility; nothing is sold here.'),
  CWSAPIURL: text('', 'Kept for compatibility; nothing is sold here.'),
  CWSMock: flag(false, 'Kept for compatibility; nothing is sold here.'),
  Disable: flag(true, 'Kept for compatibility; nothing is sold here.'),
  PreviewModalBucketURL: text('', 'Kept for compatibility; nothing is sold here.'),
});
