/** What the types of a declaration refuse, and what only its start can. */
import { route, type StatusOk } from '@innermost/protocol/route.ts';
import { expect, test } from 'vitest';
import { signedIn, when, type AccessRequest } from '../access/can.ts';
import { body, optionalText, text } from '../platform/http/fields.ts';
import { endpoint, type Call, type CallWithoutTransaction } from './endpoint.ts';
import { bytes } from './reads.ts';

interface Note {
  title: string;
  text?: string;
}
const saveNote = route('POST', '/api/v4/notes/:note_id').takes<Note>().returns<StatusOk>();
const saveBytes = route('PUT', '/api/v4/notes/:note_id').takesBytes().returns<StatusOk>();
const done = (): StatusOk => ({ status: 'OK' });

test('an access check reads what its route has, and nothing else', () => {
  when('anybody', (asked: AccessRequest<typeof saveNote>) => [asked.body.title, asked.params.note_id]);
  // @ts-expect-error the body has no such key
  when('anybody', (asked: AccessRequest<typeof saveNote>) => asked.body.colour);
  // @ts-expect-error the route is not said
  when('anybody', (asked) => asked.body.title);
  // @ts-expect-error of a body that is streamed nothing is known yet
  when('anybody', (asked: AccessRequest<typeof saveBytes>) => asked.body.read());
  const access = when('anybody', (asked: AccessRequest<typeof saveNote>) => asked.body.title);
  // @ts-expect-error the check is for another route
  endpoint(saveBytes, { access, body: bytes({ limit: 1 }), transaction: 'none', because: 'of the test', handle: done });
  expect(access.label).toBe('anybody');
});

test('a body has exactly the keys of its contract, and says nothing of what is absent', () => {
  const note = body<Note>({ title: text(), text: optionalText() });
  expect(note.parse({ title: 'a', text: null, colour: 'red' })).toStrictEqual({ title: 'a' });
  expect(note.parse({ text: 'b' })).toStrictEqual({ title: '', text: 'b' });
  expect(note.parse(null)).toStrictEqual({ title: '' });
  endpoint(saveNote, { access: signedIn(), body: body({ title: text(), text: optionalText() }), handle: done });
  // @ts-expect-error a key is missing, though the contract does not demand it
  body<Note>({ title: text() });
  // @ts-expect-error the contract has no such key
  body<Note>({ title: text(), text: optionalText(), colour: text() });
  // @ts-expect-error a title is always there
  body<Note>({ title: optionalText(), text: optionalText() });
  // @ts-expect-error the body of another contract
  const another = () => endpoint(saveNote, { access: signedIn(), body: bytes({ limit: 1 }), handle: done });
  expect(another).toThrow('reads a stream');
});

test('a handler begins transactions only where it has none, and the declaration says why', () => {
  type Note = Call<typeof saveNote>;
  const inOne = async ({ db }: Note) => (db ? done() : done());
  const ownOnes = (call: CallWithoutTransaction<typeof saveNote>) => call.transaction([], async () => done());
  const reads = {
    access: signedIn<typeof saveNote>(),
    body: body<Note['body']>({ title: text(), text: optionalText() }),
  };
  endpoint(saveNote, { ...reads, handle: inOne });
  endpoint(saveNote, { ...reads, transaction: 'none', because: 'of the test', handle: ownOnes });
  endpoint(saveNote, { ...reads, transaction: 'none', because: 'of the test', handle: inOne });
  // @ts-expect-error it is in a transaction already
  endpoint(saveNote, { ...reads, handle: ownOnes });
  // @ts-expect-error nobody says why
  endpoint(saveNote, { ...reads, transaction: 'none', handle: ownOnes });
  // @ts-expect-error of the request's transaction there is nothing to explain
  endpoint(saveNote, { ...reads, because: 'of the test', handle: inOne });
  // @ts-expect-error services have no database
  expect((call: Note): unknown => call.services.database).toBeDefined();
  // @ts-expect-error what is remembered is forgotten by facts
  expect((call: Note) => call.services.directory.people.forget('a')).toBeDefined();
});

test('what reads a stream holds no transaction and no lanes meanwhile', () => {
  const reads = { access: signedIn<typeof saveBytes>(), body: bytes({ limit: 1 }), handle: done };
  const without = { transaction: 'none', because: 'of the test' } as const;
  expect(endpoint(saveBytes, { ...reads, ...without }).name).toBe('done');
  expect(() => endpoint(saveBytes, reads)).toThrow('PUT /api/v4/notes/:note_id reads a stream');
  expect(() => endpoint(saveBytes, { ...reads, ...without, lanes: () => ['a'] })).toThrow('reads a stream');
});
