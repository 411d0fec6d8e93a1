/** Slack's ways to call people and to link, in ours (reference: wire/incoming-webhooks.md). Linear in the text. */

/** Id → username. */
export type Usernames = ReadonlyMap<string, string>;

const everybody = /<!(channel|here|all)>/g;
const person = /<@([A-Za-z0-9]{26})>/g;
// Neither part may contain `<`, so a scan never goes past the next one.
const link = /<([^\n<|>]+)\|([^\n<|>]+)>/g;

/** Everything that `slackText` would look up. */
export function userIdsIn(text: string): string[] {
  return Array.from(text.matchAll(person), ([, id = '']) => id);
}

/** `<!here>` → `@here`, `<@id>` → `@username` where the id is known, `<url|label>` → `[label](url)`. */
export function slackText(text: string, usernames: Usernames): string {
  return text.includes('<') ? slackTitle(text, usernames).replace(link, '[$2]($1)') : text;
}

/** Wire: in titles, links stay as they are. */
export function slackTitle(text: string, usernames: Usernames): string {
  return text.replace(everybody, '@$1').replace(person, (whole, id: string) => {
    const username = usernames.get(id);
    return username === undefined ? whole : `@${username}`;
  });
}
