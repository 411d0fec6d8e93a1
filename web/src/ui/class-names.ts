/** Joins the class names that hold: classNames('btn', small && 'sm'). */
export function classNames(...names: (string | false | undefined)[]): string {
  return names.filter(Boolean).join(' ');
}
