/** Follows which version the server says it is, and tells when it is another one than when this page was loaded. */
import { createStore, type StoreApi } from 'zustand/vanilla';

export interface Versions {
  /** True once the server has a newer version than this page; never false again. */
  newer: StoreApi<boolean>;
  /** The `server_version` of every hello: `version.build.configHash.licensed`. */
  heard(versionId: string): void;
}

export interface VersionsOptions {
  /** Looks at the page that the server has now. */
  hasNewerPage: () => Promise<boolean>;
  /** The settings changed while nobody listened. */
  onNewConfig: () => void;
}

export function createVersions({ hasNewerPage, onNewConfig }: VersionsOptions): Versions {
  const newer = createStore(() => false);
  let known: string | undefined;
  const look = async () => {
    if (await hasNewerPage()) newer.setState(true, true);
  };
  return {
    newer,
    heard(versionId) {
      const before = known;
      known = versionId;
      if (before === undefined) return;
      if (buildOf(before) !== buildOf(versionId)) newer.setState(true, true);
      else if (before !== versionId) onNewConfig();
      // A build of the page alone has no number of its own.
      if (!newer.getState()) void look();
    },
  };
}

/** `11.6.0.42` of `11.6.0.42.<hash>.false`: a changed setting makes no new version. */
function buildOf(versionId: string): string {
  return versionId.split('.').slice(0, -2).join('.');
}
