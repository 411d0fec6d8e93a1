import { hostAndPort, oneLine } from '../forms.ts';
import { choice, flag, group, secret, text, whole } from '../setting.ts';

export const cacheSettings = group({
  CacheType: choice('lru', ['redis'], 'What several processes share: nothing, or a Redis or Valkey server.'),
  RedisAddress: text('', 'Host and port of the Redis or Valkey server.', { form: hostAndPort }),
  RedisPassword: secret('Password of that server.'),
  RedisDB: whole(-1, 'Number of the database on that server.', { min: 0, max: 1_000_000, or: -1 }),
  RedisCachePrefix: text('', 'Beginning of every key on that server.', { form: oneLine }),
  DisableClientCache: flag(false, 'Kept for compatibility; has no effect.'),
});
