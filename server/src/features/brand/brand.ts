/** The picture beside the form for signing in. Everybody sees it. */
import { Readable } from 'node:stream';
import type { deleteBrandImage, getBrandImage, setBrandImage } from '@innermost/protocol/brand.ts';
import type { StatusOk } from '@innermost/protocol/route.ts';
import type { Call, CallOfAnyone } from '../../endpoint/endpoint.ts';
import { AppError } from '../../platform/http/errors.ts';
import type { HttpReply } from '../../platform/http/message.ts';
import { keptReply } from '../../platform/pictures/kept.ts';
import { makeSent } from '../../platform/pictures/sent.ts';

const path = 'brand/image.png';
const none = () => new AppError('api.innermost.brand.none.app_error');

const refusals = {
  missing: 'api.admin.upload_brand_image.no_file.app_error',
  unreadable: 'brand.save_brand_image.decode.app_error',
  tooLarge: 'brand.save_brand_image.check_image_limits.app_error',
} as const;

/** Asked again each time: its address stays the same. */
export async function showBrand({ services, header }: CallOfAnyone<typeof getBrandImage>): Promise<HttpReply> {
  const kept = await keptReply(services.files, path, 'image/png');
  if (!kept) throw none();
  header('Cache-Control', 'no-cache, public');
  return kept;
}

export async function setBrand({ services, session, body }: Call<typeof setBrandImage>): Promise<StatusOk> {
  const image = await makeSent(services, body, 'banner', { field: 'image', caller: session.user_id, refusals });
  await services.files.put(path, Readable.from([image.bytes]));
  return { status: 'OK' };
}

export async function removeBrand({ services }: Call<typeof deleteBrandImage>): Promise<StatusOk> {
  if (!(await services.files.stat(path))) throw none();
  await services.files.remove(path);
  return { status: 'OK' };
}
