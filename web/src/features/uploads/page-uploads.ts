/** The queue of this page, and what becomes of its files: they belong to a draft, to an unsent message, or to an edit. */
import type { FileInfo } from '@innermost/protocol/files.ts';
import { limits } from '@innermost/protocol/limits.ts';

import { live, whenBack } from '../../live/live.ts';
import { keyOfThisPage } from '../../live/open-pages.ts';
import { bytesOf } from '../../words/formats.ts';
import { t } from '../../words/words.ts';
import { Queue } from './queue.ts';
import { fileSender } from './send-file.ts';
import {
  edits,
  goes,
  inOrder,
  isEdit,
  pictures,
  putLast,
  refusals,
  rename,
  type Place,
  type Tile,
  tilesOf,
  type Upload,
  uploads,
} from './uploading.ts';

const queue = new Queue({
  store: uploads,
  send: fileSender(live.client),
  onThere: take,
  now: Date.now,
  isAway: () => live.connection.getState().current?.isAway() ?? true,
  whenBack,
  later(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
});

/** Whose files they are. */
let owner = '';
let isGuarding = false;

export interface Offered {
  files: readonly File[];
  /** Folders among what was dropped: a browser has no bytes of them. */
  folders?: number;
}

/** Attaches as many as a message holds; the rest is said. Resolves with the keys of those that go. */
export function attach(at: string, place: Place, { files, folders = 0 }: Offered): string[] {
  watch();
  const room = limits.filesPerPost - tilesAt(at).filter(goes).length;
  const taken = files.slice(0, Math.max(0, room));
  const keys = taken.map((file) => attachOne(at, place, file));
  keep(at);
  refuse(at, whyNotAll(files.length - taken.length, folders));
  return keys.filter((key) => uploads.getState()[key]?.state !== 'failed');
}

function attachOne(at: string, place: Place, file: File): string {
  const key = keyOfThisPage();
  const { size, type } = file;
  const name = nameOf(file);
  const most = Number(live.store.getState().config['MaxFileSize']) || Infinity;
  const upload: Upload = { key, name, size, type, at, ...place, state: 'waiting', done: 0 };
  putLast(key);
  if (/^image\/(png|jpe?g|gif|webp|avif|bmp)$/.test(type)) pictures.set(key, URL.createObjectURL(file));
  // Said before a byte is sent.
  const reason = t('Larger than {size}', { size: bytesOf(most) });
  if (size > most) queue.refuse({ ...upload, state: 'failed', reason });
  else queue.add(upload, file);
  return key;
}

/** Every pasted picture is called the same; the time says more. */
function nameOf({ name, lastModified }: File): string {
  if (name !== 'image.png') return name;
  const [, day = '', hour = '', minute = '', second = ''] =
    /^(.+)T(\d\d):(\d\d):(\d\d)/.exec(new Date(lastModified - zoneMs(lastModified)).toISOString()) ?? [];
  return `${t('Picture')} ${day} ${hour}.${minute}.${second}.png`;
}

const zoneMs = (time: number) => new Date(time).getTimezoneOffset() * 60_000;

function whyNotAll(tooMany: number, folders: number): string {
  const count = limits.filesPerPost;
  const left = { count, tooMany };
  return [
    tooMany > 0 &&
      t('A message holds up to {count} files: {tooMany, plural, one {# was left out} other {# were left out}}.', left),
    folders > 0 && t('A folder cannot be attached: pack it into an archive.'),
  ]
    .filter(Boolean)
    .join(' ');
}

function refuse(at: string, why: string): void {
  refusals.setState({ [at]: why }, true);
}

/** Takes it out, whatever it is. */
export function detach(at: string, place: Place, tile: Tile): void {
  refuse(at, '');
  if (tile.kind === 'upload') queue.remove(tile.key);
  const { files, outgoing } = attachedAt(at);
  change(at, place, {
    files: files.filter(({ id }) => id !== tile.key),
    outgoing: outgoing.filter(({ key }) => key !== tile.key),
  });
  sweepPictures();
}

export function retry(key: string): void {
  queue.retry(key);
}

export function cancel(key: string): void {
  queue.remove(key);
}

function take(upload: Upload, info: FileInfo): void {
  rename(upload.key, info.id);
  if (live.outbox.fill(upload.key, info)) return;
  const { files, outgoing } = attachedAt(upload.at);
  change(upload.at, upload, {
    files: inOrder([...files, info], ({ id }) => id),
    outgoing: outgoing.filter(({ key }) => key !== upload.key),
  });
}

/** The draft remembers their names, so that it can be said what was lost if the page goes. */
function keep(at: string): void {
  const own = Object.values(uploads.getState()).filter((one) => one.at === at && one.reason === undefined);
  const [first] = own;
  if (!first) return;
  const { files, outgoing } = attachedAt(at);
  const added = own.filter(({ key }) => !outgoing.some((one) => one.key === key));
  const names = added.map(({ key, name, size, type }) => ({ key, name, size, type }));
  change(at, first, { files, outgoing: [...outgoing, ...names] });
}

const tilesAt = (at: string): Tile[] => tilesOf(attachedAt(at), uploads.getState(), at);

function attachedAt(at: string) {
  return (isEdit(at) ? edits : live.drafts.attached).getState()[at] ?? { files: [], outgoing: [] };
}

function change(at: string, place: Place, attached: ReturnType<typeof attachedAt>): void {
  if (isEdit(at)) edits.setState((all) => ({ ...all, [at]: attached }));
  else live.drafts.attach(place, attached);
}

/** Once, with the first file. */
function watch(): void {
  const { me_id } = live.store.getState();
  if (owner === '') {
    live.store.subscribe(followState);
    live.phase.subscribe(({ name }) => (name === 'in' ? queue.resume() : name === 'out' && queue.pause()));
    uploads.subscribe(guard);
  }
  owner = me_id;
}

function followState(state: ReturnType<typeof live.store.getState>, before: typeof state): void {
  if (state.me_id !== '' && state.me_id !== owner) {
    queue.clear();
    owner = state.me_id;
  }
  if (state.outbox === before.outbox || state.me_id === '') return;
  // A message that is not to be sent any more takes its files along.
  const wanted = new Set(Object.values(state.outbox).flatMap(({ files = [] }) => files.map(({ key }) => key)));
  for (const { key, at } of Object.values(uploads.getState())) if (at === '' && !wanted.has(key)) queue.remove(key);
  sweepPictures();
}

/** Lets pictures go that nobody shows any more. */
function sweepPictures(): void {
  const { outbox } = live.store.getState();
  const unsent = Object.values(outbox).flatMap(({ files = [] }) => files.flatMap(({ key, info }) => [key, info?.id]));
  const held = Object.values(live.drafts.attached.getState()).flatMap(({ files }) => files.map(({ id }) => id));
  const edited = Object.values(edits.getState()).flatMap(({ files }) => files.map(({ id }) => id));
  const shown = new Set([...Object.keys(uploads.getState()), ...unsent, ...held, ...edited]);
  const urls = new Set([...pictures].filter(([key]) => shown.has(key)).map(([, url]) => url));
  for (const [key, url] of pictures) {
    if (urls.has(url)) continue;
    URL.revokeObjectURL(url);
    pictures.delete(key);
  }
}

/** While bytes are on their way, the browser asks before it leaves. */
function guard(): void {
  const isBusy = queue.isBusy();
  if (isBusy === isGuarding) return;
  isGuarding = isBusy;
  if (isBusy) addEventListener('beforeunload', ask);
  else removeEventListener('beforeunload', ask);
}

const ask = (event: BeforeUnloadEvent) => event.preventDefault();
