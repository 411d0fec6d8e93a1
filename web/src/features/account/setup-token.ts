/** The address that the server prints for the first account ends in `#setup=<token>`; a fragment reaches no log. */
export function setupHeaders(hash = window.location.hash): Record<string, string> {
  const token = new URLSearchParams(hash.slice(1)).get('setup');
  return token ? { 'X-Setup-Token': token } : {};
}
