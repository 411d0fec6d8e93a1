import { type CSSProperties, type ReactNode, useState } from 'react';
import { Bot, type LucideIcon, Search, Webhook } from 'lucide-react';

import { classNames } from './class-names.ts';
import { Icon } from './Icon.tsx';
import { hueOf, initials } from './initials.ts';
import { Presence, type PresenceState } from './Presence.tsx';

/** People are round, automation is square, agents are doorways. */
export type Speaker = 'person' | 'bot' | 'webhook' | 'agent';

export interface AvatarProps {
  kind?: Speaker;
  /** Chooses the hue; the same id always looks the same. */
  id: string;
  name: string;
  /** A picture in place of initials or icon; when it fails to load, those return. */
  src?: string | undefined;
  /** For bots, webhooks and agents: what they do. */
  icon?: LucideIcon;
  /** One emoji in place of the icon. */
  emoji?: ReactNode;
  size?: 20 | 24 | 28 | 32 | 40 | 72 | 96;
  presence?: PresenceState | undefined;
}

const icons: Record<Exclude<Speaker, 'person'>, LucideIcon> = { bot: Bot, webhook: Webhook, agent: Search };
const classes: Record<Speaker, string | undefined> = { person: undefined, bot: 'bot', webhook: 'hook', agent: 'agent' };

/** Hidden from assistive technology except for its presence mark: the name stands beside it. */
export function Avatar({ kind = 'person', id, name, src, icon, emoji, size, presence }: AvatarProps) {
  const [broken, setBroken] = useState<string>();
  const picture = src !== undefined && src !== broken;
  return (
    <span className={classNames('av', classes[kind], size && `s${size}`)} style={hue(id)}>
      {picture ? (
        <img className="av-img" src={src} alt="" loading="lazy" decoding="async" onError={() => setBroken(src)} />
      ) : (
        <span className="av-fill" aria-hidden="true">
          {emoji ?? (kind === 'person' ? initials(name) : <Icon of={icon ?? icons[kind]} />)}
        </span>
      )}
      {presence && <Presence state={presence} />}
    </span>
  );
}

export interface AvatarStackProps {
  children: ReactNode;
}

/** Avatars that overlap by two pixels: who took part. */
export function AvatarStack({ children }: AvatarStackProps) {
  return <span className="stack">{children}</span>;
}

function hue(id: string): CSSProperties {
  // A custom property, set through the style object: allowed under a strict policy, unlike a style attribute.
  return { '--h': hueOf(id) } as CSSProperties;
}
