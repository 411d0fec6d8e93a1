const isThisMachine = (name: string): boolean =>
  name === 'localhost' || name.endsWith('.localhost') || name === '[::1]' || name.startsWith('127.');

/**
 * Where to go instead when this page was opened over plain http and the site is at home on https: its cookies are not
 * kept here. Undefined where signing in works.
 */
export function addressToOpen(site: string, here: Pick<Location, 'protocol' | 'hostname'>): string | undefined {
  if (here.protocol !== 'http:' || !/^https:/i.test(site) || isThisMachine(here.hostname)) return undefined;
  return site;
}
