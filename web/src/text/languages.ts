// The languages code is coloured in: those of highlight.js's common set, and what operators paste. The first name is
// highlight.js's own; the others are what people write after the fence.
export const languages: readonly (readonly [string, ...string[]])[] = [
  ['bash', 'sh', 'zsh', 'shell-script'],
  ['c', 'h'],
  ['cpp', 'c++', 'cc', 'hpp'],
  ['csharp', 'cs', 'c#'],
  ['css'],
  ['diff', 'patch'],
  ['dockerfile', 'docker', 'containerfile'],
  ['elixir', 'ex', 'exs'],
  ['erlang', 'erl'],
  ['go', 'golang'],
  ['graphql', 'gql'],
  ['haskell', 'hs'],
  ['http'],
  ['ini', 'toml', 'systemd'],
  ['java'],
  ['javascript', 'js', 'jsx', 'mjs', 'cjs'],
  ['json', 'jsonc', 'json5'],
  ['kotlin', 'kt'],
  ['latex', 'tex'],
  ['less'],
  ['lua'],
  ['makefile', 'make', 'mk'],
  ['markdown', 'md'],
  ['nginx', 'nginxconf'],
  ['nix'],
  ['objectivec', 'objc', 'mm'],
  ['perl', 'pl'],
  ['php'],
  ['powershell', 'ps1', 'pwsh'],
  ['properties', 'env', 'dotenv'],
  ['protobuf', 'proto'],
  ['python', 'py'],
  ['r'],
  ['ruby', 'rb'],
  ['rust', 'rs'],
  ['scala'],
  ['scss', 'sass'],
  ['shell', 'console', 'terminal'],
  ['sql', 'psql', 'mysql', 'pgsql', 'postgresql'],
  ['swift'],
  ['typescript', 'ts', 'tsx', 'mts', 'cts'],
  ['vim'],
  ['xml', 'html', 'svg', 'xhtml', 'plist', 'vue'],
  ['yaml', 'yml'],
];

/** The first word after the fence names the language; what follows is a caption. */
export function languageName(info: string): string | undefined {
  const word = /^[\w#+.-]{1,40}/.exec(info)?.[0].toLowerCase();
  if (word === undefined) return undefined;
  return languages.find((names) => names.includes(word))?.[0];
}

/** As the header of a code block says it. */
export function languageLabel(info: string): string {
  const [, word = '', caption = ''] = /^(\S*)\s*(.*)$/s.exec(info.trim()) ?? [];
  return caption ? `${word.toLowerCase()} · ${caption}` : word.toLowerCase();
}
