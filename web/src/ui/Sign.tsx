/** The sign of the house: three nested doorways, the inner one lit. Decoration; the name stands beside it. */
export function Sign({ size = 28 }: { size?: number }) {
  return (
    <svg className="logo" width={size} height={size} viewBox="0 0 32 32" fill="none" aria-hidden="true">
      <path
        d="M3 29V16a13 13 0 0 1 26 0v13"
        stroke="currentColor"
        strokeWidth="2.4"
        strokeLinecap="round"
        opacity=".38"
      />
      <path
        d="M8.2 29V16.2a7.8 7.8 0 0 1 15.6 0V29"
        stroke="currentColor"
        strokeWidth="2.4"
        strokeLinecap="round"
        opacity=".7"
      />
      <path d="M13 30V17a3 3 0 0 1 6 0v13z" fill="var(--lamp)" />
    </svg>
  );
}

/** The same doorways in the greys of an empty place. */
export function EmptySign({ size = 72 }: { size?: number }) {
  return (
    <svg className="arch" style={{ width: size, height: size }} viewBox="0 0 72 72" fill="none" aria-hidden="true">
      <path d="M8 68V36a28 28 0 0 1 56 0v32" stroke="var(--line)" strokeWidth="3" strokeLinecap="round" />
      <path d="M20 68V37a16 16 0 0 1 32 0v31" stroke="var(--line-control)" strokeWidth="3" strokeLinecap="round" />
      <path d="M30 68V39a6 6 0 0 1 12 0v29z" fill="var(--lamp)" />
    </svg>
  );
}
