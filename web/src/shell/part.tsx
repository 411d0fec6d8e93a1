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
  const loader = later(load);
  return function Part(props: P) {
    const Component = useLater(loader);
    return <Component {...props} />;
  };
}

/** What comes in a file of its own and is no component. */
export interface Later<T> {
  load(): Promise<T>;
}

export function later<T>(load: () => Promise<T>): Later<T> {
  const loader = new PartLoader(load);
  loaders.add(loader);
  return loader;
}

/** Waits for it where it is drawn, as a part does. */
export function useLater<T>(of: Later<T>): T {
  // Asked in every drawing: React draws again what was held up, and counts on the same hooks.
  return use(of.load());
}

class PartLoader<T> implements Loader, Later<T> {
  state: Loader['state'] = 'new';
  private readonly fetch: () => Promise<T>;
  private underWay: Promise<T> | undefined;

  constructor(fetch: () => Promise<T>) {
    this.fetch = fetch;
  }

  load(): Promise<T> {
    this.underWay ??= this.begin();
    return this.underWay;
  }

  forgetFailure(): void {
    if (this.state !== 'failed') return;
    this.underWay = undefined;
    this.state = 'new';
  }

  private async begin(): Promise<T> {
    this.state = 'loading';
    try {
      const value = await fetchAgain(this.fetch);
      this.state = 'loaded';
      // Read by React: what is there already is drawn without waiting for the promise.
      if (this.underWay) void Object.assign(this.underWay, { status: 'fulfilled', value });
      return value;
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

const waiting = new Set<() => void>();

/** Calls when everything that failed is there after all; returns what ends that. */
export function whenThere(listener: () => void): () => void {
  waiting.add(listener);
  return () => waiting.delete(listener);
}

/** Asks once more for everything that failed, and tells all who wait for it; true when all of it is there now. */
export async function retryParts(): Promise<boolean> {
  const failed = [...loaders].filter((loader) => loader.state === 'failed');
  for (const loader of failed) loader.forgetFailure();
  const results = await Promise.allSettled(failed.map((loader) => loader.load()));
  const isThere = results.every((result) => result.status === 'fulfilled');
  if (isThere) for (const tell of waiting) tell();
  return isThere;
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
