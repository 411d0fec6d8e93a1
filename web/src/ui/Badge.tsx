export interface BadgeProps {
  count: number;
  /** What is counted, for screen readers: "mentions". */
  of?: string;
}

/** Only for what asks for you. Counts that ask for nothing are a Count. */
export function Badge({ count, of = 'mentions' }: BadgeProps) {
  return (
    <span className="badge">
      {count > 99 ? '99+' : count}
      <span className="sr"> {of}</span>
    </span>
  );
}

export function Count({ count }: { count: number }) {
  return <span className="count">{count}</span>;
}
