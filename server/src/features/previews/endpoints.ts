import { getImageByUrl } from '@innermost/protocol/image-proxy.ts';
import { signedIn } from '../../access/can.ts';
import { endpoint } from '../../endpoint/endpoint.ts';
import { showRemotePicture } from './show-picture.ts';

export const previewEndpoints = [
  endpoint(getImageByUrl, { csrfExempt: true, access: signedIn(), handle: showRemotePicture }),
];
