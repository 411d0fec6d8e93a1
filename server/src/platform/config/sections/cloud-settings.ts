import { address, flag, group } from '../setting.ts';

export const cloudSettings = group({
  CWSURL: address('', 'Kept for compatibility; nothing is sold here.'),
  CWSAPIURL: address('', 'Kept for compatibility; nothing is sold here.'),
  CWSMock: flag(false, 'Kept for compatibility; nothing is sold here.'),
  Disable: flag(true, 'Kept for compatibility; nothing is sold here.'),
  PreviewModalBucketURL: address('', 'Kept for compatibility; nothing is sold here.'),
});
