import { network } from '../forms.ts';
import { flag, group, list, whole } from '../setting.ts';

export const innermostSettings = group({
  AnnounceLicensedFeatures: flag(
    false,
    'Tell official clients what this server really offers: they hide some of it from servers without a licence.',
    { applies: 'clients' },
  ),
  InitializedAt: whole(0, 'When `innermost initialize` closed the door, in milliseconds since 1970; 0 is never.', {
    min: 0,
    max: 8_640_000_000_000_000,
    unit: 'milliseconds',
    applies: 'now',
  }),
  NamePreparedStatements: flag(
    true,
    'Name prepared statements; off for proxies that pool by transaction and do not keep them.',
    { applies: 'now' },
  ),
  TransferDrainTimeoutInSeconds: whole(
    30,
    'How long a stop waits for uploads and downloads that are under way, in seconds; other requests have 5 seconds, and so has a transfer that stands still. Give the service manager at least 10 seconds more before it kills the server.',
    { min: 0, max: 3600, unit: 'seconds', applies: 'now' },
  ),
  TrustedProxies: list(
    [],
    'Addresses and networks (`10.0.0.0/8`) of the proxies before this server. What they say about the caller’s address, scheme and host (`X-Forwarded-For`, `X-Forwarded-Proto`, `X-Forwarded-Host`, `Forwarded`, `X-Real-IP`) is believed; from anybody else it is not. Empty trusts none.',
    { each: network, most: 100, applies: 'now' },
  ),
});
