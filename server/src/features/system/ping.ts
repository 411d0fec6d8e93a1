import type { ping, Ping } from '@innermost/protocol/system.ts';
import { hasInSystem } from '../../access/permission.ts';
import type { CallOfAnyone } from '../../endpoint/endpoint.ts';
import { untrustedProxy } from '../../endpoint/forwarding.ts';
import { perServer, type Services } from '../../work/services.ts';
import { jsonReply, type HttpReply } from '../../platform/http/message.ts';
import { isTrue } from '../../platform/http/paging.ts';
import { sharedCheck } from '../../platform/shared-check.ts';
import { touchDatabase } from './queries.ts';

type Health = 'OK' | 'UNHEALTHY';

/** ms after which something that does not answer counts as unhealthy. */
const patience = 3_000;

/** ms for which what the file store answered holds: nobody has to sign in to ask, and asking writes, or calls S3. */
const fileHealthLasts = 5_000;
const checkFiles = perServer(({ files, clock }) => sharedCheck(() => files.check(), clock, fileHealthLasts));

async function healthOf(name: string, services: Services, check: () => Promise<void>): Promise<Health> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${patience} ms`)), patience);
  });
  try {
    await Promise.race([check(), late]);
    return 'OK';
  } catch (error) {
    services.log.warn({ err: error }, `${name} is not healthy`);
    return 'UNHEALTHY';
  } finally {
    clearTimeout(timer);
  }
}

/** Without parameters a sign of life that asks nothing; with `get_server_status` what stands behind it, too. */
export async function answerPing(call: CallOfAnyone<typeof ping>): Promise<HttpReply> {
  const { config, db, query, services, session } = call;
  const { AndroidLatestVersion, AndroidMinVersion, IosLatestVersion, IosMinVersion } = config.ClientRequirements;
  const reply: Ping = {
    status: 'OK',
    AndroidLatestVersion,
    AndroidMinVersion,
    IosLatestVersion,
    IosMinVersion,
    ActiveSearchBackend: 'database',
  };
  // Push delivery to a device cannot be tried yet; clients read `unknown` as "go on".
  if (query.device_id) reply.CanReceiveNotifications = 'unknown';
  if (isTrue(query.get_server_status)) {
    const [database, files] = await Promise.all([
      healthOf('the database', services, () => touchDatabase(db)),
      healthOf('the file store', services, checkFiles(services)),
    ]);
    reply.database_status = database;
    reply.filestore_status = files;
    if (database !== 'OK' || files !== 'OK') reply.status = 'UNHEALTHY';
    if (session && hasInSystem(services.directory, session, 'manage_system')) {
      reply.root_status = process.getuid?.() === 0;
      const proxy = untrustedProxy(services);
      if (proxy) reply.untrusted_proxy = proxy;
    }
  }
  return jsonReply(reply, reply.status === 'OK' || isTrue(query.use_rest_semantics) ? 200 : 500);
}
