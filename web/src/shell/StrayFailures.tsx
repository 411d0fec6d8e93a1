import { useStrays } from '../live/live.ts';
import { FailureLine } from './ActFailure.tsx';

/** What failed where nothing on the screen stands for it: acts of the palette, and of rows that are not in view. */
export function StrayFailures() {
  const places = useStrays();
  if (places.length === 0) return null;
  return (
    <div className="sheet-failure">
      {places.map((place) => (
        <FailureLine key={place} place={place} />
      ))}
    </div>
  );
}
