import { t } from '../../words/words.ts';
import { goes, type Tile } from './uploading.ts';

export interface UploadsLineProps {
  tiles: readonly Tile[];
  /** Why something was not attached; '' for nothing. */
  refusal: string;
  /** Of a message that is being edited: what is said is what Save will do. */
  isEdit: boolean;
}

/** Under a field with files: what was not attached, and what Send will do. */
export function UploadsLine({ tiles, refusal, isEdit }: UploadsLineProps) {
  if (refusal !== '')
    return (
      <span className="bad clip" role="alert">
        {refusal}
      </span>
    );
  return <span className="clip">{sentence(tiles, isEdit)}</span>;
}

function sentence(tiles: readonly Tile[], isEdit: boolean): string {
  const all = tiles.length;
  const going = tiles.filter((tile) => tile.kind === 'upload' && goes(tile)).length;
  const hasFailed = tiles.some((tile) => !goes(tile));
  if (going === 0) {
    if (!hasFailed) return '';
    return isEdit ? t('Save leaves the failed ones out.') : t('Send leaves the failed ones out.');
  }
  const counts = { going, all };
  const still = t(
    '{going, plural, one {# of {all} is still going up.} other {# of {all} are still going up.}}',
    counts,
  );
  return `${still} ${whatWaits(going, hasFailed, isEdit)}`;
}

function whatWaits(going: number, hasFailed: boolean, isEdit: boolean): string {
  const count = { going };
  if (isEdit)
    return hasFailed
      ? t('{going, plural, one {Save waits for it} other {Save waits for them}} and leaves the failed ones out.', count)
      : t('{going, plural, one {Save waits for it.} other {Save waits for them.}}', count);
  return hasFailed
    ? t('{going, plural, one {Send waits for it} other {Send waits for them}} and leaves the failed ones out.', count)
    : t('{going, plural, one {Send waits for it.} other {Send waits for them.}}', count);
}
