/** What is wrong with the cookies, headers and texts of an answer, as half sentences; empty when nothing is. */

interface Cookie {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
}

/** `httponly` → '', `samesite` → 'lax'. */
export function parseCookie(header: string): Cookie {
  const [pair = '', ...rest] = header.split(';').map((part) => part.trim());
  const attributes = rest.map((part): [string, string] => {
    const [name = '', value = ''] = part.split('=');
    return [name.toLowerCase(), value.toLowerCase()];
  });
  return { name: pair.split('=')[0] ?? '', attributes: new Map(attributes) };
}

export function cookieFaults(setCookies: readonly string[], isHttps: boolean): string[] {
  const cookies = new Map(setCookies.map(parseCookie).map((cookie) => [cookie.name, cookie]));
  return ['MMAUTHTOKEN', 'MMUSERID', 'MMCSRF'].flatMap((name) => {
    const attributes = cookies.get(name)?.attributes;
    if (!attributes) return [`${name} is not set`];
    const sameSite = attributes.get('samesite');
    return [
      ...(name === 'MMAUTHTOKEN' && !attributes.has('httponly') ? [`${name} is not HttpOnly`] : []),
      // Wire: web clients read these two, the one to send it back as X-CSRF-Token, the other to know who they are.
      ...(name !== 'MMAUTHTOKEN' && attributes.has('httponly') ? [`${name} is HttpOnly, so pages cannot use it`] : []),
      ...(sameSite === 'lax' || sameSite === 'strict' ? [] : [`${name} is not SameSite=Lax or Strict`]),
      ...(isHttps && !attributes.has('secure') ? [`${name} is not Secure`] : []),
    ];
  });
}

/** For an answer of the API to a request from another origin. */
export function apiHeaderFaults(headers: Headers): string[] {
  return [
    ...commonFaults(headers),
    ...(headers.has('Access-Control-Allow-Origin')
      ? ['other origins may read it (ServiceSettings.AllowCorsFrom)']
      : []),
  ];
}

/** For the web client's page. */
export function pageHeaderFaults(headers: Headers): string[] {
  const policy = headers.get('Content-Security-Policy');
  if (!policy) return [...commonFaults(headers), 'it has no Content-Security-Policy'];
  const directives = new Map(
    policy.split(';').map((directive): [string, string] => {
      const [name = '', ...sources] = directive.trim().split(/\s+/);
      return [name.toLowerCase(), sources.join(' ')];
    }),
  );
  const scripts = directives.get('script-src') ?? directives.get('default-src');
  return [
    ...commonFaults(headers),
    ...(scripts === undefined || /'unsafe-(inline|eval)'|(^| )(\*|https?:|data:)( |$)/.test(scripts)
      ? ['its Content-Security-Policy lets foreign or inline scripts run']
      : []),
    ...(directives.has('frame-ancestors') || headers.has('X-Frame-Options') ? [] : ['other sites may frame it']),
  ];
}

function commonFaults(headers: Headers): string[] {
  return [
    ...(headers.get('X-Content-Type-Options') === 'nosniff' ? [] : ['X-Content-Type-Options is not nosniff']),
    ...(headers.has('Referrer-Policy') ? [] : ['Referrer-Policy is missing']),
    ...(headers.has('X-Powered-By') ? ['X-Powered-By names the software'] : []),
  ];
}

const leaks: readonly (readonly [RegExp, string])[] = [
  [/(\n|\\n)\s*at .+:\d+:\d+/, 'a stack trace'],
  [/node_modules|\.[cm]?[jt]s:\d+/, 'source files'],
  [/(^|[\s"'(])\/(home|root|usr|var|opt|srv|etc|tmp|Users)\//, 'paths of the server'],
  [/\bselect\b.+\bfrom\b.+\b(where|join|limit)\b|\binsert into\b|\bdelete from\b|\bupdate \S+ set\b/i, 'SQL'],
  [/relation "|syntax error at|duplicate key|violates|invalid byte sequence|\bSQLSTATE\b/i, "the database's words"],
  [/postgres(ql)?:\/\/|ECONNREFUSED|ENOENT/, 'how the server reaches its parts'],
];

/** What the text of an error gives away. */
export function leaksIn(text: string): string[] {
  return leaks.filter(([pattern]) => pattern.test(text)).map(([, name]) => name);
}
