import { keyLabels } from './keys.ts';

/** One cap per key: <Keys of="mod+K" />. */
export function Keys({ of }: { of: string }) {
  return keyLabels(of).map((label) => (
    <kbd key={label} className="kbd">
      {label}
    </kbd>
  ));
}
