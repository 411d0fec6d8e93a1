/** What the launcher says; a pino logger fits. */
export interface LauncherLog {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}
