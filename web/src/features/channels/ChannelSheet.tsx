import { part } from '../../shell/part.tsx';
import type { SheetProps } from '../../shell/screen.ts';
import { ChannelPage } from './ChannelPage.tsx';

const NoChannel = part(() => import('./NoChannel.tsx').then((module) => module.NoChannel));

/** The channel that the address means, or the way to it. */
export function ChannelSheet({ team, shows }: Pick<SheetProps<string>, 'team' | 'shows'>) {
  if (!shows) return null;
  const { channel, place } = shows;
  return channel ? (
    <ChannelPage channel={channel} team={team} />
  ) : (
    <NoChannel key={JSON.stringify(place)} team={team} place={place} />
  );
}
