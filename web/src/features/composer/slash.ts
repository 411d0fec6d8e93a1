/** Until commands exist, `/msg bob secret` must not become a message that everybody reads by mistake. */
const command = /^\s*(\/[\p{L}\p{N}][\p{L}\p{N}_.-]*)(?=\s|$)/u;

/** The command that a text begins with, `/msg`; undefined for everything else: paths, `//`, dates, slashes further on. */
export function commandIn(text: string): string | undefined {
  return command.exec(text)?.[1];
}
