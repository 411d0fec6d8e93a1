import type { ReactNode } from 'react';
import { CircleAlert, Info, type LucideIcon, TriangleAlert } from 'lucide-react';

import { Icon } from './Icon.tsx';

export interface BannerProps {
  tone: 'info' | 'warning' | 'danger';
  icon?: LucideIcon;
  /** A sentence; the part in <b> first. */
  children: ReactNode;
  /** One small button. */
  act?: ReactNode;
}

const tones = {
  info: { name: 'info', icon: Info },
  warning: { name: 'warn', icon: TriangleAlert },
  danger: { name: 'bad', icon: CircleAlert },
};

/** Leaves by itself when its cause is gone, so whoever shows it owns that. */
export function Banner({ tone, icon, children, act }: BannerProps) {
  return (
    <div className={`banner ${tones[tone].name}`} role={tone === 'danger' ? 'alert' : 'status'}>
      <Icon of={icon ?? tones[tone].icon} />
      <span className="grow">{children}</span>
      {act}
    </div>
  );
}
