// What clients are told of the configuration, and how they notice that it changed.
import { createHash } from 'node:crypto';
import type { Config } from '../config.ts';
import { tell, type ServerFacts } from './client-key.ts';
import { forEveryone, gitLabSignIn } from './for-everyone.ts';
import { forMembers } from './for-members.ts';
import { announcedToEveryone, announcedToMembers } from './when-announced.ts';

interface Answers {
  readonly anonymous: Readonly<Record<string, string>>;
  readonly signedIn: Readonly<Record<string, string>>;
}

const answers = new WeakMap<Config, WeakMap<ServerFacts, Answers>>();
const hashes = new WeakMap<Config, string>();

/**
 * The body of `GET /api/v4/config/client`: texts only. Computed once for each pair of configuration and facts, and
 * shared, so it must not be changed.
 */
export function clientConfig(
  config: Config,
  facts: ServerFacts,
  caller: { signedIn: boolean },
): Readonly<Record<string, string>> {
  const byFacts = answers.get(config) ?? new WeakMap<ServerFacts, Answers>();
  const known = byFacts.get(facts) ?? answer(config, facts);
  answers.set(config, byFacts.set(facts, known));
  return caller.signedIn ? known.signedIn : known.anonymous;
}

function answer(config: Config, facts: ServerFacts): Answers {
  const announced = config.InnermostSettings.AnnounceLicensedFeatures;
  const anonymous = {
    ...tell(forEveryone, config, facts),
    ...tell(announced ? announcedToEveryone : gitLabSignIn, config, facts),
    ...featureFlags(config),
  };
  const signedIn = {
    ...anonymous,
    ...tell(forMembers, config, facts),
    ...(announced ? tell(announcedToMembers, config, facts) : {}),
  };
  return { anonymous: Object.freeze(anonymous), signedIn: Object.freeze(signedIn) };
}

function featureFlags(config: Config): Record<string, string> {
  return Object.fromEntries(
    Object.entries(config.FeatureFlags).map(([name, value]) => [`FeatureFlag${name}`, String(value)]),
  );
}

/** SHA-256, in hex, of the configuration: the part of `X-Version-Id` by which clients notice a change. */
export function configHash(config: Config): string {
  const known = hashes.get(config) ?? createHash('sha256').update(JSON.stringify(config)).digest('hex');
  hashes.set(config, known);
  return known;
}
