// What stands in an avatar without a picture: one or two letters, and one of twelve hues.

/** Every pair of ground and letter at these hues passes 7:1 (LOOK.md section 10). */
const hues = [28, 50, 75, 110, 145, 170, 190, 220, 250, 280, 300, 330];
const ideographic = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** "Mara Lindqvist" gives ML, "incident.bot" gives IB, "田中 雪" gives 雪. */
export function initials(name: string): string {
  const words = name.split(/[\s._@-]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const first = words.at(0);
  const last = words.at(-1);
  if (first === undefined || last === undefined) return firstGrapheme(name.trim());
  if (ideographic.test(last)) return firstGrapheme(last);
  return (firstGrapheme(first) + (words.length > 1 ? firstGrapheme(last) : '')).toLocaleUpperCase();
}

/** The same hue for the same id on every screen. */
export function hueOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  return hues[(hash >>> 0) % hues.length] ?? 200;
}

function firstGrapheme(text: string): string {
  for (const { segment } of graphemes.segment(text)) return segment;
  return '';
}
