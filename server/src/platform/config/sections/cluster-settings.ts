import { flag, group, text, whole } from '../setting.ts';

export const clusterSettings = group({
  Enable: flag(false, 'Kept for compatibility; processes find each other through the bus.'),
  ClusterName: text('', 'Kept for compatibility; has no effect.'),
  OverrideHostname: text('', 'Kept for compatibility; has no effect.'),
  NetworkInterface: text('', 'Kept for compatibility; has no effect.'),
  BindAddress: text('', 'Kept for compatibility; has no effect.'),
  AdvertiseAddress: text('', 'Kept for compatibility; has no effect.'),
  UseIPAddress: flag(true, 'Kept for compatibility; has no effect.'),
  EnableGossipCompression: flag(true, 'Kept for compatibility; has no effect.'),
  EnableGossipEncryption: flag(false, 'Kept for compatibility; has no effect.'),
  ReadOnlyConfig: flag(true, 'Kept for compatibility; has no effect.'),
  GossipPort: whole(8074, 'Kept for compatibility; has no effect.', { min: 1, max: 65_535 }),
});
