import { t } from '../../words/words.ts';
import { goes, type Tile } from './uploading.ts';

export interface UploadsLineProps {
  tiles: readonly Tile[];
  /** Why something was not attached; '' for nothing. */
  refusal: string;
}

/** Under the composer: what was not attached, and what Send will do. */
export function UploadsLine({ tiles, refusal }: UploadsLineProps) {
  if (refusal !== '')
    return (
      <span className="bad clip" role="alert">
        {refusal}
      </span>
    );
  return <span className="clip">{sentence(tiles)}</span>;
}

function sentence(tiles: readonly Tile[]): string {
  const all = tiles.length;
  const going = tiles.filter((tile) => tile.kind === 'upload' && goes(tile)).length;
  const hasFailed = tiles.some((tile) => !goes(tile));
  if (going > 0 && hasFailed) {
    return t(
      '{going, plural, one {# of {all} is still going up. Send waits for it} other {# of {all} are still going up. Send waits for them}} and leaves the failed ones out.',
      { going, all },
    );
  }
  if (going > 0) {
    return t(
      '{going, plural, one {# of {all} is still going up. Send waits for it.} other {# of {all} are still going up. Send waits for them.}}',
      { going, all },
    );
  }
  return hasFailed ? t('Send leaves the failed ones out.') : '';
}
