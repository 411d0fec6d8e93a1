/**
 * Parts of the page that come in files of their own: screens, dialogs, pickers. Unlike `lazy` of React, one that failed
 * to load can be asked for again, and all of them can be loaded ahead. `PartBoundary` shows what goes wrong.
 */
import { type ComponentType, use } from 'react';

/** A part's file could not be loaded: no connection, or the server has other files by now. */
export class PartError extends Error {}

interface Loader {
  load(): Promise<unknown>;
  forgetFailure(): void;
  readonly state: 'new' | 'loading' | 'failed' | 'loaded';
}

const loaders = new Set<Loader>();

/** Makes a component of what `load` brings. */
export function part<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  const loader = new PartLoader(load);
  loaders.add(loader);
  return function Part(props: P) {
    // What is there already must not wait for anything.
    const Component = loader.component ?? use(loader.load());
    return <Component {...props} />;
  };
}

class PartLoader<P> implements Loader {
  component: ComponentType<P> | undefined;
  state: Loader['state'] = 'new';
  private readonly fetch: () => Promise<ComponentType<P>>;
  private underWay: Promise<ComponentType<P>> | undefined;

  constructor(fetch: () => Promise<ComponentType<P>>) {
    this.fetch = fetch;
  }

  load(): Promise<ComponentType<P>> {
    this.underWay ??= this.begin();
    return this.underWay;
  }

  forgetFailure(): void {
    if (this.state !== 'failed') return;
    this.underWay = undefined;
    this.state = 'new';
  }

  private async begin(): Promise<ComponentType<P>> {
    this.state = 'loading';
    try {
      this.component = await fetchAgain(this.fetch);
      this.state = 'loaded';
      return this.component;
    } catch (error) {
      this.state = 'failed';
      throw new PartError(error instanceof Error ? error.message : String(error), { cause: error });
    }
  }
}

const waitMs = 250;

/** Twice: a connection that was just being changed deserves a second attempt before anybody is told. */
async function fetchAgain<T>(fetch: () => Promise<T>): Promise<T> {
  try {
    return await fetch();
  } catch {
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    return fetch();
  }
}

/** Asks once more for everything that failed; true when all of it is there now. */
export async function retryParts(): Promise<boolean> {
  const failed = [...loaders].filter((loader) => loader.state === 'failed');
  for (const loader of failed) loader.forgetFailure();
  const results = await Promise.allSettled(failed.map((loader) => loader.load()));
  return results.every((result) => result.status === 'fulfilled');
}

/** Loads every part that is not there, one after the other; false as soon as one cannot be had or asked for. */
export async function loadParts(isAway: () => boolean): Promise<boolean> {
  for (const loader of loaders) {
    if (loader.state !== 'loaded' && isAway()) return false;
    loader.forgetFailure();
    try {
      await loader.load();
    } catch {
      return false;
    }
  }
  return true;
}
