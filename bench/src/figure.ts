/** A measured number beside what it must reach, from the same run. */
export interface Figure {
  what: string;
  measured: string;
  /** The number itself, for `--json`; its unit is that of `measured`. */
  value: number;
  /** What bounds it, measured just beside it; '' where the reach is an absolute number. */
  limit: string;
  reach: string;
  ok: boolean;
}

export type Say = (text: string) => void;

export const whole = (value: number): string => Math.round(value).toLocaleString('en');
export const percent = (share: number): string => `${Math.round(share * 100)} %`;

export function table(figures: readonly Figure[]): string {
  const head = ['What', 'Measured', 'Limit of the same run', 'Reach', ''];
  const rows = figures.map(({ what, measured, limit, reach, ok }) => [
    what,
    measured,
    limit,
    reach,
    ok ? 'ok' : 'MISSED',
  ]);
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, n) => cell.padEnd(widths[n] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
