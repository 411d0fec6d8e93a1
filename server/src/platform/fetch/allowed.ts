/** What `ServiceSettings.AllowedUntrustedInternalConnections` lets through, and what is let through without it. */
import { networkInterfaces } from 'node:os';
import { AddressList, normalAddress } from '../http/addresses.ts';
import { specialRange } from './ranges.ts';

export class AllowedConnections {
  readonly #networks: AddressList;
  /** `n8n`, `*.internal.example.org`, `n8n:5678`; in small letters. */
  readonly #hosts: readonly string[];
  readonly #ownAddresses: () => readonly string[];

  /** `setting`: hosts, addresses and networks between spaces or commas. */
  constructor(setting: string, ownAddresses: () => readonly string[] = addressesOfThisMachine) {
    this.#networks = new AddressList(setting.split(/[\s,]+/));
    this.#hosts = this.#networks.unusable.map((word) => bareName(word.toLowerCase()));
    this.#ownAddresses = ownAddresses;
  }

  /** Named in the setting, so that wherever it resolves to is meant. */
  allowsHost(host: string, port: number): boolean {
    const name = bareName(host.toLowerCase());
    return this.#hosts.some((word) => {
      const [pattern = '', onlyPort] = word.split(':');
      if (onlyPort !== undefined && Number(onlyPort) !== port) return false;
      return pattern.startsWith('*.') ? name.endsWith(pattern.slice(1)) : name === bareName(pattern);
    });
  }

  /** Why an address is refused; undefined when it may be called. */
  refusal(address: string): string | undefined {
    if (this.#networks.has(address)) return undefined;
    const range = specialRange(address);
    if (range !== undefined) return range;
    return this.#ownAddresses().includes(normalAddress(address)) ? 'this machine itself' : undefined;
  }
}

/** `localhost.` is `localhost`. */
const bareName = (name: string): string => name.replace(/\.$/, '');

function addressesOfThisMachine(): string[] {
  return Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map(({ address }) => normalAddress(address)));
}
