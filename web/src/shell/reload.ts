import { live } from '../live/live.ts';

/** Loads the page anew, when what is being written is on the device. */
export async function reloadPage(): Promise<void> {
  await live.drafts.flush();
  location.reload();
}
