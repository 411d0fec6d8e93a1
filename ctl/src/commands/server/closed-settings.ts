/** The settings that close the door, and what stands in their way. */
export type Config = Record<string, Record<string, unknown>>;
/** Section → key → true where the environment fixes the value. */
export type LockedKeys = Record<string, Record<string, boolean>>;

export const closedSettings = [
  { section: 'TeamSettings', key: 'EnableUserCreation', value: false },
  { section: 'TeamSettings', key: 'EnableOpenServer', value: false },
] as const;

/** The environment variables of the server that hold a door open; empty when none does. */
export function contradictions(config: Config, locked: LockedKeys): string[] {
  return stillOpen(config)
    .filter(({ section, key }) => locked[section]?.[key])
    .map(({ section, key }) => `MM_${section}_${key}`.toUpperCase());
}

export function stillOpen(config: Config): (typeof closedSettings)[number][] {
  return closedSettings.filter(({ section, key, value }) => config[section]?.[key] !== value);
}

/** What to write: what the environment fixes is right already, and cannot be written. */
export function closingPatch(locked: LockedKeys): Config {
  const patch: Config = {};
  for (const { section, key, value } of closedSettings) {
    if (!locked[section]?.[key]) patch[section] = { ...patch[section], [key]: value };
  }
  return patch;
}
