import type { ReactNode } from 'react';

export interface SectionProps {
  title: string;
  note: string;
  children: ReactNode;
}

export function Section({ title, note, children }: SectionProps) {
  return (
    <section>
      <div>
        <h2>{title}</h2>
        <p className="t3 small">{note}</p>
      </div>
      <div>{children}</div>
    </section>
  );
}
