import { address, choice, flag, group, secret } from '../setting.ts';

export const imageProxySettings = group({
  Enable: flag(false, 'Fetch images of other sites through this server, so that those sites do not see who looks.', {
    applies: 'now',
  }),
  ImageProxyType: choice(
    'local',
    ['atmos/camo'],
    'Who fetches them: this server. Camo proxies (`atmos/camo`) are not asked here; with it, nobody fetches them.',
    { applies: 'now' },
  ),
  RemoteImageProxyURL: address('', 'Address of the Camo proxy.'),
  RemoteImageProxyOptions: secret('Key to the Camo proxy.'),
});
