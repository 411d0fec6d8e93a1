/** The file in the viewer lives in the address, so that Back closes it, and a link leads to it. */
import { navigate } from 'wouter/use-browser-location';

import type { FileInfo } from '@innermost/protocol/files.ts';

import { postPath } from '../../shell/paths.ts';

const key = 'file';
const linesKey = 'lines';
/** Of the history's entry: the viewer was opened by this page, so going back closes it. */
const opened = 'viewer';

export interface ShownFile {
  id: string;
  /** Of a text: "9" or "9-13". */
  lines: string;
}

export function fileOf(search: string): ShownFile | undefined {
  const query = new URLSearchParams(search);
  const id = query.get(key);
  return id && /^[a-z0-9]{26}$/.test(id) ? { id, lines: query.get(linesKey) ?? '' } : undefined;
}

/** What an address that has a query already goes on with, for the same file to be open there; may be empty. */
export function fileQuery(search: string): string {
  const shown = fileOf(search);
  return shown ? `&${new URLSearchParams({ [key]: shown.id, ...(shown.lines && { [linesKey]: shown.lines }) })}` : '';
}

function addressWith(shown: ShownFile | undefined): string {
  const query = new URLSearchParams(location.search);
  query.delete(key);
  query.delete(linesKey);
  if (shown) query.set(key, shown.id);
  if (shown?.lines) query.set(linesKey, shown.lines);
  return location.pathname + (query.size > 0 ? `?${query}` : '');
}

export function openFile(id: string): void {
  navigate(addressWith({ id, lines: '' }), { state: opened });
}

/** Another file, or other lines, in the open viewer. */
export function showInstead(shown: ShownFile): void {
  navigate(addressWith(shown), { replace: true, state: history.state as unknown });
}

export function closeFile(): void {
  if (history.state === opened) history.back();
  else navigate(addressWith(undefined), { replace: true });
}

/** For those who may read it: the message, with the file open. Only of what a message has. */
export function linkTo({ id, post_id = '' }: Pick<FileInfo, 'id' | 'post_id'>, lines = ''): string {
  const team = location.pathname.split('/')[1] ?? '';
  const query = new URLSearchParams({ [key]: id, ...(lines && { [linesKey]: lines }) });
  return `${location.origin}${postPath(team, post_id)}?${query}`;
}
