/** After a name: Bot, Webhook, Agent, Guest. */
export function Tag({ children, agent }: { children: string; agent?: boolean }) {
  return <span className={agent ? 'tag agent' : 'tag'}>{children}</span>;
}
