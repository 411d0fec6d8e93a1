/** What the configuration says of links in posts. */
import type { Config } from '../../../platform/config/config.ts';

export interface LinkRules {
  /** `ServiceSettings.EnableLinkPreviews` */
  readonly showsPages: boolean;
  /** `ServiceSettings.RestrictLinkPreviews`: domains that are never shown, in small letters. */
  readonly withoutDomains: readonly string[];
  /** `ServiceSettings.EnablePermalinkPreviews` */
  readonly showsPermalinks: boolean;
  /** Without a slash at its end; '' while nobody set it. */
  readonly siteUrl: string;
  /** Stands before the address of a picture of another site, where clients get those from this server; else ''. */
  readonly proxy: string;
}

const known = new WeakMap<Config, LinkRules>();

export function linkRules(config: Config): LinkRules {
  const before = known.get(config);
  if (before) return before;
  const { EnableLinkPreviews, RestrictLinkPreviews, EnablePermalinkPreviews, SiteURL } = config.ServiceSettings;
  const { Enable, ImageProxyType } = config.ImageProxySettings;
  const siteUrl = SiteURL.replace(/\/+$/, '');
  const rules: LinkRules = {
    showsPages: EnableLinkPreviews,
    withoutDomains: RestrictLinkPreviews.toLowerCase()
      .split(/[\s,]+/)
      .filter((domain) => domain !== ''),
    showsPermalinks: EnablePermalinkPreviews,
    siteUrl,
    proxy: Enable && ImageProxyType === 'local' && siteUrl !== '' ? `${siteUrl}/api/v4/image?url=` : '',
  };
  known.set(config, rules);
  return rules;
}

/** Characters that fit into the table of addresses. */
const longest = 2_048;

/** A page of this site: without a session each is the same, and says nothing. What it serves otherwise may be a picture. */
function isOwnPage({ siteUrl }: LinkRules, url: string): boolean {
  if (siteUrl === '') return false;
  const [own, rest] = [url.slice(0, siteUrl.length), url.slice(siteUrl.length)];
  return own.toLowerCase() === siteUrl.toLowerCase() && /^(?:$|[?#]|\/(?!(?:api|files|static|plugins)\/))/.test(rest);
}

/** Whether anything is asked and shown of what lies behind an address. */
export function isShown(rules: LinkRules, url: string): boolean {
  if (!rules.showsPages || url.length > longest || isOwnPage(rules, url)) return false;
  if (permalinkIn(rules, url) !== undefined) return false;
  const host = URL.parse(url)?.hostname.replace(/\.$/, '');
  if (host === undefined) return false;
  return !rules.withoutDomains.some((domain) => host === domain || host.endsWith(`.${domain}`));
}

/**
 * The post that a link of this site leads to. Without `ServiceSettings.SiteURL` every address of that form is taken for one:
 * an id that is none of ours shows nothing.
 */
export function permalinkIn({ siteUrl }: LinkRules, link: string): string | undefined {
  const [, base = '', id] = /^(https?:\/\/[^\s?#]+)\/[a-z0-9_-]+\/pl\/([a-z0-9]{26})\/?(?:[?#].*)?$/i.exec(link) ?? [];
  if (id === undefined || (siteUrl !== '' && base.toLowerCase() !== siteUrl.toLowerCase())) return undefined;
  return id;
}
