const arches: [path: string, opacity: number][] = [
  ['M20 752V430a340 340 0 0 1 680 0v322z', 0.0434],
  ['M92 752V430a268 268 0 0 1 536 0v322z', 0.062],
  ['M160 752V430a200 200 0 0 1 400 0v322z', 0.0806],
  ['M224 752V430a136 136 0 0 1 272 0v322z', 0.1054],
];

/** The picture beside the form at the door: put it into `.door`, after the form. */
export function DoorArt() {
  return (
    <div className="art">
      <svg viewBox="0 0 720 820" fill="none" overflow="visible" aria-hidden="true">
        <defs>
          <linearGradient id="door-light" x1="0" y1="0" x2="0" y2="1">
            <stop offset="0" stopColor="var(--lamp)" stopOpacity=".5" />
            <stop offset=".6" stopColor="var(--lamp)" stopOpacity="0" />
          </linearGradient>
        </defs>
        {arches.map(([path, opacity]) => (
          <path key={path} d={path} fill="white" fillOpacity={opacity} />
        ))}
        <path d="M-400 752H1120V900H-400z" fill="black" fillOpacity=".14" />
        <path d="M282 752V434a78 78 0 0 1 156 0v318z" fill="var(--lamp)" />
        <path d="M282 752h156l96 148H186z" fill="url(#door-light)" />
      </svg>
    </div>
  );
}
