/** What the `User-Agent` header says about a person's client, for the list of their sessions. */

export interface ClientDescription {
  platform: string;
  os: string;
  browser: string;
  isMobile: boolean;
}

const systems: readonly [RegExp, string, string][] = [
  [/iPhone/, 'iPhone', 'iOS'],
  [/iPad/, 'iPad', 'iOS'],
  [/Android/, 'Linux', 'Android'],
  [/CrOS/, 'Chrome OS', 'Chrome OS'],
  [/Macintosh|Darwin/, 'Macintosh', 'Mac OS'],
  [/Windows/, 'Windows', 'Windows'],
  [/Linux/, 'Linux', 'Linux'],
];

/** Before the names of browsers come those of programs that carry a browser inside. */
const browsers: readonly [RegExp, string][] = [
  [/Mattermost Mobile\/([\d.]+)/, 'Mobile App'],
  [/(?:Mattermost|Desktop App)\/([\d.]+)/, 'Desktop App'],
  [/mmctl\/([\d.]+)/, 'mmctl'],
  [/Edg(?:e|A|iOS)?\/([\d.]+)/, 'Edge'],
  [/(?:Firefox|FxiOS)\/([\d.]+)/, 'Firefox'],
  [/(?:Chrome|CriOS)\/([\d.]+)/, 'Chrome'],
  [/Version\/([\d.]+).*Safari/, 'Safari'],
];

export function describeClient(userAgent: string): ClientDescription {
  const [, platform = '', os = ''] = systems.find(([pattern]) => pattern.test(userAgent)) ?? [];
  const isMobile = /Mattermost Mobile|rnbeta/i.test(userAgent);
  for (const [pattern, name] of browsers) {
    const found = pattern.exec(userAgent);
    if (found) return { platform, os, browser: `${name}/${found[1] ?? ''}`, isMobile };
  }
  return { platform, os, browser: 'unknown', isMobile };
}
