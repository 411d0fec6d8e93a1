/** The line between a client and its server, which a test can cut or make deaf. */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface Line {
  /** As the server's, with the line's own port. */
  readonly url: string;
  /** From now on what the server says is lost on the way, while the server takes it for delivered. */
  deafen(): void;
  /** Ends what goes over the line; nothing gets through until it is mended. */
  cut(): void;
  mend(): void;
  close(): void;
}

export async function layLine(serverUrl: string): Promise<Line> {
  const target = new URL(serverUrl);
  const ends = new Set<Socket>();
  let isCut = false;
  let isDeaf = false;
  const line = createServer((near) => {
    if (isCut) {
      near.destroy();
      return;
    }
    const far = connect(Number(target.port), target.hostname);
    for (const [end, other] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(end);
      end.on('error', () => undefined);
      end.on('close', () => {
        ends.delete(end);
        other.destroy();
      });
    }
    near.pipe(far);
    far.on('data', (bytes: Buffer) => void (isDeaf || near.write(bytes)));
  });
  line.listen(0, '127.0.0.1');
  await once(line, 'listening');
  const hangUp = () => ends.forEach((end) => end.destroy());
  return {
    url: `http://127.0.0.1:${(line.address() as AddressInfo).port}`,
    deafen: () => void (isDeaf = true),
    cut() {
      isCut = true;
      hangUp();
    },
    mend() {
      isCut = false;
      isDeaf = false;
    },
    close() {
      line.close();
      hangUp();
    },
  };
}
