/** For drawings that stand without words: <svg {...asImage('Online')}>. */
export function asImage(label: string): { role: 'img'; 'aria-label': string } {
  return { role: 'img', 'aria-label': label };
}
