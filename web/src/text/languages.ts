// The languages code is coloured in: those of highlight.js's common set, and what operators paste.
import type { LanguageFn } from 'highlight.js';

export interface Language {
  /** The first is highlight.js's own; the others are what people write after the fence. */
  names: readonly string[];
  load: () => Promise<{ default: LanguageFn }>;
}

export const languages: readonly Language[] = [
  { names: ['bash', 'sh', 'zsh', 'shell-script'], load: () => import('highlight.js/lib/languages/bash') },
  { names: ['c', 'h'], load: () => import('highlight.js/lib/languages/c') },
  { names: ['cpp', 'c++', 'cc', 'hpp'], load: () => import('highlight.js/lib/languages/cpp') },
  { names: ['csharp', 'cs', 'c#'], load: () => import('highlight.js/lib/languages/csharp') },
  { names: ['css'], load: () => import('highlight.js/lib/languages/css') },
  { names: ['diff', 'patch'], load: () => import('highlight.js/lib/languages/diff') },
  { names: ['dockerfile', 'docker', 'containerfile'], load: () => import('highlight.js/lib/languages/dockerfile') },
  { names: ['elixir', 'ex', 'exs'], load: () => import('highlight.js/lib/languages/elixir') },
  { names: ['erlang', 'erl'], load: () => import('highlight.js/lib/languages/erlang') },
  { names: ['go', 'golang'], load: () => import('highlight.js/lib/languages/go') },
  { names: ['graphql', 'gql'], load: () => import('highlight.js/lib/languages/graphql') },
  { names: ['haskell', 'hs'], load: () => import('highlight.js/lib/languages/haskell') },
  { names: ['http'], load: () => import('highlight.js/lib/languages/http') },
  { names: ['ini', 'toml', 'systemd'], load: () => import('highlight.js/lib/languages/ini') },
  { names: ['java'], load: () => import('highlight.js/lib/languages/java') },
  { names: ['javascript', 'js', 'jsx', 'mjs', 'cjs'], load: () => import('highlight.js/lib/languages/javascript') },
  { names: ['json', 'jsonc', 'json5'], load: () => import('highlight.js/lib/languages/json') },
  { names: ['kotlin', 'kt'], load: () => import('highlight.js/lib/languages/kotlin') },
  { names: ['latex', 'tex'], load: () => import('highlight.js/lib/languages/latex') },
  { names: ['less'], load: () => import('highlight.js/lib/languages/less') },
  { names: ['lua'], load: () => import('highlight.js/lib/languages/lua') },
  { names: ['makefile', 'make', 'mk'], load: () => import('highlight.js/lib/languages/makefile') },
  { names: ['markdown', 'md'], load: () => import('highlight.js/lib/languages/markdown') },
  { names: ['nginx', 'nginxconf'], load: () => import('highlight.js/lib/languages/nginx') },
  { names: ['nix'], load: () => import('highlight.js/lib/languages/nix') },
  { names: ['objectivec', 'objc', 'mm'], load: () => import('highlight.js/lib/languages/objectivec') },
  { names: ['perl', 'pl'], load: () => import('highlight.js/lib/languages/perl') },
  { names: ['php'], load: () => import('highlight.js/lib/languages/php') },
  { names: ['powershell', 'ps1', 'pwsh'], load: () => import('highlight.js/lib/languages/powershell') },
  { names: ['properties', 'env', 'dotenv'], load: () => import('highlight.js/lib/languages/properties') },
  { names: ['protobuf', 'proto'], load: () => import('highlight.js/lib/languages/protobuf') },
  { names: ['python', 'py'], load: () => import('highlight.js/lib/languages/python') },
  { names: ['r'], load: () => import('highlight.js/lib/languages/r') },
  { names: ['ruby', 'rb'], load: () => import('highlight.js/lib/languages/ruby') },
  { names: ['rust', 'rs'], load: () => import('highlight.js/lib/languages/rust') },
  { names: ['scala'], load: () => import('highlight.js/lib/languages/scala') },
  { names: ['scss', 'sass'], load: () => import('highlight.js/lib/languages/scss') },
  { names: ['shell', 'console', 'terminal'], load: () => import('highlight.js/lib/languages/shell') },
  { names: ['sql', 'psql', 'mysql', 'pgsql', 'postgresql'], load: () => import('highlight.js/lib/languages/sql') },
  { names: ['swift'], load: () => import('highlight.js/lib/languages/swift') },
  { names: ['typescript', 'ts', 'tsx', 'mts', 'cts'], load: () => import('highlight.js/lib/languages/typescript') },
  { names: ['vim'], load: () => import('highlight.js/lib/languages/vim') },
  { names: ['xml', 'html', 'svg', 'xhtml', 'plist', 'vue'], load: () => import('highlight.js/lib/languages/xml') },
  { names: ['yaml', 'yml'], load: () => import('highlight.js/lib/languages/yaml') },
];
