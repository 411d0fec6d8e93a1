import { Check as CheckIcon } from 'lucide-react';

import { classNames } from './class-names.ts';
import { Icon } from './Icon.tsx';

/** The box alone, as in a task list that only shows. */
export function CheckBox({ on }: { on: boolean }) {
  return (
    <span className={classNames('check', on && 'on')} aria-hidden="true">
      {on && <Icon of={CheckIcon} />}
    </span>
  );
}
