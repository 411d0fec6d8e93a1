import { ConnectionBanner } from './ConnectionBanner.tsx';
import { StrayFailures } from './StrayFailures.tsx';

/** Below the head of every sheet: what is wrong with the connection, and what failed elsewhere. */
export function SheetBanners() {
  return (
    <>
      <ConnectionBanner />
      <StrayFailures />
    </>
  );
}
