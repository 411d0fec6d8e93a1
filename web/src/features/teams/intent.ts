/** Someone came by an invite link before they were signed in; kept over the way through the door, in this tab only. */
let intent: string | undefined;

export function noteIntent(inviteId: string): void {
  intent = inviteId;
}

export function hasIntent(inviteId: string): boolean {
  return intent === inviteId;
}
