/** Files that somebody brings, by whichever way, and what becomes of them at first. */
import { live } from '../../live/live.ts';
import { can } from '../../live/select.ts';
import type { LiveState, Unsent, UnsentFile } from '../../live/state.ts';
import { t } from '../../words/words.ts';
import { loadUploads } from './load-uploads.ts';
import type { Offered } from './page-uploads.ts';
import { goes, type Place, refusals, tilesOf, uploads } from './uploading.ts';

const none = { files: [], outgoing: [] };

/** Why nothing can be attached in a channel, as a sentence; undefined where it can. */
export function whyNotAttach(state: LiveState, channel_id: string): string | undefined {
  if (state.config['EnableFileAttachments'] === 'false') return t('Files are switched off on this server.');
  return can(state, 'upload_file', { channel_id }) ? undefined : t('You may not attach files in this channel.');
}

/** Attaches them, or says why not. Resolves with the keys of those that go. */
export async function offer(at: string, place: Place, offered: Offered): Promise<string[]> {
  const whyNot = whyNotAttach(live.store.getState(), place.channel_id);
  if (whyNot) {
    refusals.setState({ [at]: whyNot }, true);
    return [];
  }
  try {
    return (await loadUploads()).attach(at, place, offered);
  } catch {
    refusals.setState({ [at]: t('Not attached: a part of this page did not load. Try again.') }, true);
    return [];
  }
}

/** What is pasted as files: text stays text, unless it is only their names. */
export function pasted(data: Pick<DataTransfer, 'files' | 'getData'>): File[] {
  const all = [...data.files];
  const names = all.map(({ name }) => name).join('\n');
  const text = data.getData('text/plain').replaceAll('\r', '\n').trim();
  return text === '' || text === names ? all : [];
}

/** What is dropped; read at once, since a drop is over after its event. */
export function dropped(data: DataTransfer): Offered {
  const entries = [...data.items].filter(({ kind }) => kind === 'file');
  const isFolder = entries.map((item) => item.webkitGetAsEntry?.()?.isDirectory ?? false);
  const files = entries.flatMap((item, at) => (isFolder[at] ? [] : (item.getAsFile() ?? [])));
  return { files, folders: isFolder.filter(Boolean).length };
}

/** Gives the files of a draft to the message that it becomes: with `only`, just those. Failed ones stay. */
export function takeFiles(place: Place, only?: readonly string[]): UnsentFile[] {
  const at = place.root_id || place.channel_id;
  const attached = live.drafts.attached.getState()[at] ?? none;
  const tiles = tilesOf(attached, uploads.getState(), at);
  const taken = tiles.filter((tile) => goes(tile) && (only?.includes(tile.key) ?? true));
  if (taken.length === 0) return [];
  const keys = new Set(taken.map(({ key }) => key));
  uploads.setState((all) =>
    Object.fromEntries(Object.entries(all).map(([key, one]) => [key, keys.has(key) ? { ...one, at: '' } : one])),
  );
  live.drafts.attach(place, {
    files: attached.files.filter(({ id }) => !keys.has(id)),
    outgoing: attached.outgoing.filter(({ key }) => !keys.has(key)),
  });
  return taken.flatMap((tile) => {
    if (tile.kind === 'lost') return [];
    const { key } = tile;
    const { name, size } = tile.kind === 'there' ? tile.info : tile.upload;
    return tile.kind === 'there'
      ? { key, name, size, type: tile.info.mime_type, info: tile.info }
      : { key, name, size, type: tile.upload.type };
  });
}

/** A message that was not sent is a draft again, with what else was written there. */
export function backToDraft(unsent: Unsent): void {
  const { files = [], message, pending_post_id } = unsent;
  const at = unsent.root_id || unsent.channel_id;
  const written = live.drafts.store.getState()[at];
  live.drafts.write(unsent, written && message ? `${message}\n${written}` : message || (written ?? ''));
  if (files.length > 0) {
    const attached = live.drafts.attached.getState()[at] ?? none;
    const keys = new Set(files.map(({ key }) => key));
    uploads.setState((all) =>
      Object.fromEntries(Object.entries(all).map(([key, one]) => [key, keys.has(key) ? { ...one, at } : one])),
    );
    live.drafts.attach(unsent, {
      files: [...files.flatMap(({ info }) => info ?? []), ...attached.files],
      outgoing: [...files.flatMap(({ info, ...file }) => (info ? [] : file)), ...attached.outgoing],
    });
  }
  live.outbox.discard(pending_post_id);
}
