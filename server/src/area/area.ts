/** An area says in one place what the server takes up of it: what it answers, runs, reads, tells and keeps going. */
import type { EventName } from '@innermost/protocol/events.ts';
import type { Endpoint } from '../endpoint/endpoint.ts';
import type { AnyJob } from '../jobs/job.ts';
import type { SettingName } from '../platform/config/config.ts';
import type { Services } from '../work/services.ts';
import type { Example } from './example.ts';

/** Ends what an area began, and resolves when nothing of it is left undone. */
export type Stop = () => Promise<void> | void;

export interface Area {
  /** That of its folder in `features/`. */
  readonly name: string;
  readonly endpoints?: readonly Endpoint[];
  readonly jobs?: readonly AnyJob[];
  /** `Section.Key` of every setting that its code reads; a test compares them. */
  readonly settings?: readonly SettingName[];
  /** The events that its code sends; a test compares them. */
  readonly events?: readonly EventName[];
  /** A body for each of its endpoints that takes one. */
  readonly examples?: readonly Example[];
  /** Awaited before the server listens. What it returns is awaited after the last request was answered. */
  start?(services: Services): Promise<Stop | void> | Stop | void;
}

export const area = (declaration: Area): Area => declaration;
