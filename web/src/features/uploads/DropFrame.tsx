import { FileText, Image, Upload } from 'lucide-react';

import { limits } from '@innermost/protocol/limits.ts';

import { useLive } from '../../live/live.ts';
import { Icon } from '../../ui/Icon.tsx';
import { bytesOf } from '../../words/formats.ts';
import { t } from '../../words/words.ts';
import './uploads.css';

export interface DropFrameProps {
  /** How many files are over it; 0 where the browser does not say. */
  count: number;
  /** "#incidents"; empty for a thread. */
  label: string;
  /** Why nothing can be attached here. */
  whyNot: string | undefined;
}

/** Over the sheet while files are dragged over it. */
export function DropFrame({ count, label, whyNot }: DropFrameProps) {
  const size = useLive(({ config }) => bytesOf(Number(config['MaxFileSize']) || 0));
  return (
    <div className="drop" aria-live="polite">
      <div className="fan" aria-hidden="true">
        <span>
          <Icon of={Image} large />
        </span>
        <span>
          <Icon of={FileText} large />
        </span>
        <span>
          <Icon of={Upload} large />
        </span>
      </div>
      <h3>{whyNot ?? title(count, label)}</h3>
      {!whyNot && (
        <>
          <p>
            {t('Up to {count} files, {size} each. They go out with your next message.', {
              count: limits.filesPerPost,
              size,
            })}
          </p>
          <p className="t3 small">{t('Hold Shift to send at once')}</p>
        </>
      )}
    </div>
  );
}

function title(count: number, label: string): string {
  if (label === '') {
    return count === 0
      ? t('Drop files into this thread')
      : t('{count, plural, one {Drop # file into this thread} other {Drop # files into this thread}}', { count });
  }
  return count === 0
    ? t('Drop files into {label}', { label })
    : t('{count, plural, one {Drop # file into {label}} other {Drop # files into {label}}}', { count, label });
}
