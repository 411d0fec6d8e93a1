/** Posts as one reader may see them, with what they show of their links. */
import type { Holder } from '../../../access/permission.ts';
import type { Services } from '../../../work/services.ts';
import { linkedPostsOf, withLinkedPost, type LinkedPosts, type Reading } from '../links/permalinks.ts';
import { withLinks } from '../links/reading.ts';
import type { PostRow } from '../post-row.ts';
import { withReadableLinks } from '../text/channel-links.ts';

/** Whether two readers may see different things in it. */
const isPersonal = ({ props }: PostRow): boolean =>
  props.includes('"channel_mentions"') || props.includes('"previewed_post"');

/** What is the same for every reader is read once: at most two statements, and none for posts without links. */
export async function shownPosts<Row extends PostRow>(w: Reading, rows: readonly Row[]): Promise<ShownPosts<Row>> {
  const shown = await withLinks(w, rows);
  const linked = shown.some(isPersonal) ? await linkedPostsOf(w, shown) : new Map();
  return { rows: shown, linked };
}

export interface ShownPosts<Row extends PostRow> {
  readonly rows: readonly Row[];
  readonly linked: LinkedPosts;
}

/** The same row where nothing in it is personal. */
export async function shownTo<Row extends PostRow>(
  services: Services,
  reader: Holder,
  row: Row,
  { linked }: Pick<ShownPosts<Row>, 'linked'>,
): Promise<Row> {
  if (!isPersonal(row)) return row;
  return withLinkedPost(services, reader, await withReadableLinks(services, reader, row), linked);
}

export async function allAsReadBy<Row extends PostRow>(
  w: Reading,
  reader: Holder,
  rows: readonly Row[],
): Promise<readonly Row[]> {
  const shown = await shownPosts(w, rows);
  if (!shown.rows.some(isPersonal)) return shown.rows;
  return Promise.all(shown.rows.map((row) => shownTo(w.services, reader, row, shown)));
}

export async function asReadBy<Row extends PostRow>(w: Reading, reader: Holder, row: Row): Promise<Row> {
  const [shown] = await allAsReadBy(w, reader, [row]);
  return shown ?? row;
}
