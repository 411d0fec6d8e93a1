// docs/events.md: every event of the socket, what it carries, whom it is for and who sends it.
import { jsonStringFields, type EventName } from '../../protocol/src/events.ts';
import { type Emitted, emissionsIn } from './emissions.ts';
import { interfacesIn, membersOf } from './interfaces.ts';
import { productSources } from '../sources.ts';
import { nameOf, nodeAt, parse, type Parsed } from '../syntax.ts';
import { byText, code, page, table } from './markdown.ts';

const explanation = `Events are declared in the areas of \`protocol/src\` and assembled in \`events.ts\`. *For* names the fields of the audience:
the first of \`connection_id\`, \`user_id\`, \`channel_id\` and \`team_id\` decides who hears it, the others inform the client.
*JSON text* are the fields that the wire carries as a string of JSON.`;

export interface EventRow {
  event: string;
  fields: string;
  emitted: Emitted[];
}

export function eventRows(): EventRow[] {
  const emitted = emissions();
  return declaredEvents()
    .map(([event, fields]) => ({ event, fields, emitted: emitted.filter((one) => one.event === event) }))
    .toSorted((a, b) => byText(a.event, b.event));
}

export function eventsPage(): string {
  const rows = eventRows().map(({ event, fields, emitted }) => [
    code(event),
    code(fields),
    (jsonStringFields[event as EventName] ?? []).map(code).join(', '),
    unique(emitted.map(({ audience }) => (audience === 'everybody' ? audience : code(audience)))).join('; '),
    unique(emitted.map(({ path }) => code(path.replace('server/src/', '')))).join(', ') || 'not sent yet',
  ]);
  const header = ['Event', 'Data', 'JSON text', 'For', 'Sent by'];
  return page('Events', '`protocol/src` and `server/src`', explanation, table(header, rows));
}

function declaredEvents(): [string, string][] {
  return productSources('protocol/src/*.ts').flatMap(({ path, text }) => {
    const parsed = parse(path, text);
    const names = interfacesIn(parsed).map((one) => nameOf(nodeAt(one, 'id')) ?? '');
    const name = names.find((one) => one.endsWith('Events')) ?? '';
    return membersOf(parsed, name).map(([event, type]): [string, string] => [event, spelledOut(parsed, type)]);
  });
}

/** A payload that has a name of its own, with its members. */
function spelledOut(parsed: Parsed, type: string): string {
  const members = /^\w+$/.test(type) ? membersOf(parsed, type) : [];
  return members.length === 0 ? type : `{ ${members.map(([name, is]) => `${name}: ${is}`).join('; ')} }`;
}

function emissions(): Emitted[] {
  return productSources('server/src/**/*.ts').flatMap(({ path, text }) => emissionsIn(path, text));
}

const unique = (texts: readonly string[]): string[] => [...new Set(texts)];
