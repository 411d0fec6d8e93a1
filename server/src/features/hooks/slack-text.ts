/** Slack's ways to call people and to link, in ours (reference: wire/incoming-webhooks.md). Linear in the text. */
import { linkSchemes } from '@innermost/protocol/link-schemes.ts';
import { codePieces } from '../posts/index.ts';

/** Whom tokens may call. */
export interface Callable {
  /** Id → username, of everybody on this server whose id was asked for. */
  readonly byId: ReadonlyMap<string, string>;
  /** Usernames, in lower case, of members of the hook's team among those asked for. */
  readonly inTeam: ReadonlySet<string>;
}

/** Neither part may contain `<`, so a scan never goes past the next one. */
const token = /<([^\n<>|]+)(?:\|([^\n<>|]*))?>/g;
const everybody = /^!(channel|here|all)$/;
const person = /^@([A-Za-z0-9]{1,64})$/;
const date = /^!date\^(\d{1,11})\^[^^]*(?:\^(.*))?$/;
const username = /^@?([A-Za-z0-9][A-Za-z0-9._-]{0,63})$/;
const channelName = /^#?([A-Za-z0-9][A-Za-z0-9._-]{0,63})$/;

/** What clients make a link of: an address of a known kind, without white space. */
const address = new RegExp(
  String.raw`^(?:(?:${linkSchemes.withHost.join('|')}):\/\/|(?:${linkSchemes.withoutHost.join('|')}):|www\.)[^\s:/?#.]\S*$`,
  'i',
);

export const isAddress = (text: string): boolean => address.test(text);

/** Slack writes these three signs of a text as entities. */
export const unescaped = (text: string): string =>
  text.includes('&') ? text.replace(/&(lt|gt|amp);/g, (_, name: string) => ({ lt: '<', gt: '>' })[name] ?? '&') : text;

/** Who is named by tokens: ids of this server, and names of which it must be known who bears them. */
export function namedIn(text: string): { ids: string[]; names: string[] } {
  const ids: string[] = [];
  const names: string[] = [];
  if (!text.includes('<@')) return { ids, names };
  for (const [, left = '', label = ''] of text.matchAll(token)) {
    const id = person.exec(left)?.[1];
    if (id === undefined) continue;
    if (id.length === 26) ids.push(id);
    const name = username.exec(label.trim())?.[1];
    if (name !== undefined) names.push(name.toLowerCase());
  }
  return { ids, names };
}

/** As it is, although it looks like a token. */
export const noToken = (text: string): string => text.replace(/<(?=[^\n<>|]+(?:\|[^\n<>|]*)?>)/g, '&lt;');

/** Undefined for what is no time. */
export function utc(seconds: string): string | undefined {
  if (!/^\d{1,11}$/.test(seconds)) return undefined;
  const time = new Date(Number(seconds) * 1000);
  if (Number.isNaN(time.getTime())) return undefined;
  return `${time.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** Whether brackets come in pairs, as they may inside of a link. */
function isBalanced(text: string, open: string, close: string): boolean {
  let depth = 0;
  for (const one of text) {
    if (one === open) depth += 1;
    else if (one === close) depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}

/** A link of Markdown; `label` in the form in which Slack sends text. */
export function linkTo(url: string, label: string): string {
  const href = unescaped(url);
  const safe = href.replaceAll('<', '%3C').replaceAll('>', '%3E');
  const target = isBalanced(safe, '(', ')') ? safe : safe.replaceAll('(', '%28').replaceAll(')', '%29');
  const shown = isBalanced(label, '[', ']') ? label : label.replace(/[[\]]/g, String.raw`\$&`);
  return `[${shown}](${target})`;
}

type Linking = (url: string, label: string | undefined) => string;

function calledPerson(id: string, label: string, { byId, inTeam }: Callable): string | undefined {
  const known = byId.get(id);
  if (known !== undefined) return `@${known}`;
  if (label === '') return undefined;
  const name = username.exec(label)?.[1];
  return name !== undefined && inTeam.has(name.toLowerCase()) ? `@${name}` : label.replace(/^@/, '');
}

/** What a token stands for; undefined for what is none, and stays as it was typed. */
function meaning(left: string, label: string, callable: Callable, link: Linking): string | undefined {
  const all = everybody.exec(left)?.[1];
  if (all !== undefined) return `@${all}`;
  const id = person.exec(left)?.[1];
  if (id !== undefined) return calledPerson(id, label, callable);
  const [isDate, seconds = '', target = ''] = date.exec(left) ?? [];
  if (isDate !== undefined) {
    const shown = label || utc(seconds);
    return shown !== undefined && isAddress(target) ? link(target, shown) : shown;
  }
  if (label === '') return undefined;
  if (/^!subteam\^[A-Za-z0-9]+$/.test(left)) return label;
  if (!/^#[A-Za-z0-9]+$/.test(left)) return undefined;
  const name = channelName.exec(label)?.[1];
  return name === undefined ? label : `~${name}`;
}

function converted(text: string, callable: Callable, link: Linking): string {
  return text.replace(token, (whole: string, left: string, label?: string) => {
    if (isAddress(left)) return link(left, label);
    return meaning(left, (label ?? '').trim(), callable, link) ?? whole;
  });
}

const inMarkdown: Linking = (url, label) => (label?.trim() ? linkTo(url, label) : `<${url}>`);

/**
 * `<!here>` → `@here`, `<@id>` → `@username` where the id is known, `<url|label>` → `[label](url)`, and so on. Code is
 * left alone, and so is whatever only looks like a token: `<start|stop>`.
 */
export function slackText(text: string, callable: Callable): string {
  if (!text.includes('<')) return text;
  return codePieces(text)
    .map(({ text: piece, isCode }) => (isCode ? piece : converted(piece, callable, inMarkdown)))
    .join('');
}

/** For what official clients show as plain text: a link becomes its label. */
export function slackPlain(text: string, callable: Callable): string {
  if (!/[<&]/.test(text)) return text;
  return unescaped(converted(text, callable, (url, label) => (label?.trim() ? label : url)));
}
