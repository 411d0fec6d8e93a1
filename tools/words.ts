// Whether every text of the web client can be said in every language: none stands in code outside `t`, `msg` and `Trans`,
// and each catalogue of web/src/words holds exactly the texts that are used, with the same placeholders.
//   node tools/words.ts [--write]   with --write sorts the catalogues, adds what is missing as "" and drops what is unused.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { productSources, root, sources, type Source } from './sources.ts';
import { lineOf, parse } from './syntax.ts';
import { looseTextsIn } from './words/loose.ts';
import { messagesIn, placesIn } from './words/messages.ts';

/** Made-up texts of parts shown on their own, messages that a program might send, names of the wire and of grammars. */
const notForPeople = [
  'web/src/features/webhooks/curl.ts',
  'web/src/kit/',
  'web/src/live/slices/system.ts',
  'web/src/text/highlight.ts',
];

/** A sentence for each fault. `catalogues` by path. */
export function faults(code: readonly Source[], catalogues: readonly Source[]): string[] {
  const used = new Set<string>();
  const found = code.flatMap(({ path, text }) => {
    const parsed = parse(path, text);
    const at = (node: { start: number; end: number }) => `${path}:${lineOf(parsed, node)}`;
    const loose = looseTextsIn(parsed);
    const messages = messagesIn(parsed);
    for (const message of messages) used.add(message.text);
    return [
      ...loose.map((one) => `${at(one.node)} “${one.text}” stands in code: put it into t('…')`),
      ...messages.flatMap((message) =>
        faultsOf(message.text, message.given).map((fault) => `${at(message.node)} ${fault}`),
      ),
    ];
  });
  return [...found, ...catalogues.flatMap((catalogue) => faultsOfCatalogue(catalogue, used))];
}

function faultsOf(text: string, given: readonly string[] | undefined): string[] {
  const places = attempt(text);
  if (typeof places === 'string') return [places];
  const lacking = given ? places.filter((name) => !given.includes(name)) : [];
  const idle = given?.filter((name) => !places.includes(name)) ?? [];
  return [
    ...lacking.map((name) => `“${text}” is not given ${name}`),
    ...idle.map((name) => `“${text}” has no place for ${name}`),
  ];
}

function faultsOfCatalogue({ path, text: json }: Source, used: ReadonlySet<string>): string[] {
  const held: Record<string, string> = JSON.parse(json);
  const missing = [...used].filter((text) => !held[text]);
  const unused = Object.keys(held).filter((text) => !used.has(text));
  const wrong = Object.entries(held).flatMap(([text, own]) => {
    if (own === '' || unused.includes(text)) return [];
    const [places, ownPlaces] = [attempt(text), attempt(own)];
    if (typeof ownPlaces === 'string') return [ownPlaces];
    return String(places) === String(ownPlaces) ? [] : [`“${own}” has not the places of “${text}”`];
  });
  return [
    ...missing.map((text) => `lacks “${text}”: run node tools/words.ts --write and fill it in`),
    ...unused.map((text) => `holds “${text}”, which nothing says: run node tools/words.ts --write`),
    ...wrong,
  ].map((fault) => `${path} ${fault}`);
}

/** The places of a message, or what is wrong with it. */
function attempt(text: string): string[] | string {
  try {
    return placesIn(text);
  } catch (error) {
    return `“${text}” is malformed: ${error instanceof Error ? error.message : String(error)}`;
  }
}

export function inOrder(json: string, used: readonly string[]): string {
  const held: Record<string, string> = JSON.parse(json);
  const texts = [...new Set(used)].sort();
  return `${JSON.stringify(Object.fromEntries(texts.map((text) => [text, held[text] ?? ''])), null, 2)}\n`;
}

export const webCode = (): Source[] =>
  productSources('web/src/**/*.{ts,tsx}').filter(
    ({ path }) => !notForPeople.some((place) => path.startsWith(place)) && !path.endsWith('.gen.ts'),
  );
export const catalogues = (): Source[] => sources('web/src/words/*.json');

if (import.meta.main) {
  if (process.argv.includes('--write')) {
    const used = webCode().flatMap(({ path, text }) => messagesIn(parse(path, text)).map((message) => message.text));
    for (const { path, text } of catalogues()) writeFileSync(join(root, path), inOrder(text, used));
  }
  const found = faults(webCode(), catalogues());
  for (const sentence of found) console.error(sentence);
  process.exitCode = found.length === 0 ? 0 : 1;
}
