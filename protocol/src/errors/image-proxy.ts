/** Of pictures of other sites that this server fetches. */
export const imageProxyErrors = {
  'api.innermost.image_proxy.off.app_error': [
    501,
    'This server does not fetch pictures of other sites: an administrator can allow it with ImageProxySettings.Enable.',
  ],
  'api.innermost.image_proxy.kind.app_error': [
    501,
    'This server fetches pictures of other sites itself only, and not through a Camo proxy: set ImageProxySettings.ImageProxyType to "local".',
  ],
  'api.innermost.image_proxy.refused.app_error': [403, 'The picture was not fetched. {reason}'],
  'api.innermost.image_proxy.failed.app_error': [404, 'The picture could not be fetched. {reason}'],
  'api.innermost.image_proxy.not_a_picture.app_error': [
    404,
    'What is at this address is no picture that is passed on: only PNG, JPEG, GIF, WebP, AVIF, BMP and ICO are.',
  ],
} as const;
