// The log: one pino logger for the process, whose outputs follow the configuration while it runs.
import { join } from 'node:path';
import { isatty } from 'node:tty';
import { destination, levels, pino, stdSerializers, symbols, type Logger } from 'pino';
import { prettyFactory } from 'pino-pretty';
import { systemClock, type TimeOfDay } from '../clock.ts';
import type { Config } from '../config/config.ts';
import { defaultConfig } from '../config/resolve.ts';
import { hideInFields, hideInText } from './hide-secrets.ts';
import { endStream, openLogFile } from './log-file.ts';

export type LogSettings = Config['LogSettings'];

export interface ServerLog {
  readonly log: Logger;
  /** Takes over changed settings. `fixed` are the overrides of the environment, as `ConfigStore` has them. */
  configure(settings: LogSettings, fixed: ReadonlySet<string>): void;
  /** Resolves when all that was logged is written, or its output takes none. Later lines go nowhere. */
  close(): Promise<void>;
}

export interface LogOptions {
  /** Holds `logs/innermost.log`, unless the configuration names another folder. */
  readonly dataDir: string;
  /** File descriptor of the console. */
  readonly console?: number;
  readonly clock?: TimeOfDay;
}

interface Output {
  readonly level: number;
  write(line: string): void;
  close(): Promise<void>;
}

/** Held for a console that does not keep up, in bytes; beyond it lines are dropped rather than the server delayed. */
const heldAtMost = 4 * 1024 * 1024;

/**
 * Starts with the console alone, at level INFO; `configure` brings the rest. On a terminal lines are readable, unless
 * the environment fixes `LogSettings.ConsoleJson`; elsewhere they are JSON, unless that setting is off.
 */
export function openLog({ dataDir, console = 1, clock = systemClock }: LogOptions): ServerLog {
  const screen = openConsole(console);
  let outputs: readonly Output[] = [];
  let configured: string | undefined;
  let closing: Promise<void> | undefined;
  let maxFieldSize = defaultConfig().LogSettings.MaxFieldSize;
  const stream = {
    [symbols.needsMetadataGsym]: true as const,
    lastLevel: 0,
    write(line: string) {
      for (const output of outputs) if (this.lastLevel >= output.level) output.write(line);
    },
  };
  const shown = (fields: object) => hideInFields(fields, maxFieldSize);
  const log = pino(
    {
      base: null,
      level: 'info',
      timestamp: () => `,"timestamp":"${timestamp(clock.now())}"`,
      formatters: { level: (level) => ({ level }), log: shown },
      serializers: { err: (error: Error) => shown(stdSerializers.err(error)) },
      hooks: { streamWrite: hideInText },
    },
    stream,
  );

  function useOutputs(next: readonly Output[]): Promise<unknown> {
    const closed = Promise.all(outputs.map((output) => output.close()));
    outputs = next;
    const lowest = Math.min(...next.map(({ level }) => level));
    log.level = levels.labels[lowest] ?? 'silent';
    return closed;
  }

  void useOutputs([screen.output('info', isatty(console))]);
  return {
    log,
    configure(settings, fixed) {
      maxFieldSize = settings.MaxFieldSize > 0 ? settings.MaxFieldSize : Number.POSITIVE_INFINITY;
      const readable = !settings.ConsoleJson || (isatty(console) && !fixed.has('LogSettings.ConsoleJson'));
      const wanted = `${JSON.stringify(settings)} ${readable}`;
      if (configured === wanted) return;
      configured = wanted;
      const next: Output[] = [];
      if (settings.EnableConsole) next.push(screen.output(settings.ConsoleLevel, readable));
      if (settings.EnableFile) next.push(...fileOutput(settings, dataDir, log));
      // A log that was wanted in a file goes somewhere all the same.
      if (settings.EnableFile && next.length === 0) next.push(screen.output(settings.FileLevel, readable));
      void useOutputs(next);
    },
    close: () => (closing ??= useOutputs([]).then(() => screen.close())),
  };
}

// Wire: the form in which the log viewer of official clients reads times.
function timestamp(ms: number): string {
  return new Date(ms).toISOString().replace('T', ' ').replace('Z', ' Z');
}

function levelNumber(name: string): number {
  return levels.values[name.toLowerCase()] ?? 30;
}

/** One text instead of JSON for a reader, with further fields below it. */
function makeReadable(colour: boolean): (line: string) => string {
  return prettyFactory({ colorize: colour, timestampKey: 'timestamp', translateTime: false, levelFirst: false });
}

function openConsole(fd: number) {
  const screen = destination({ dest: fd, sync: false, maxLength: heldAtMost });
  // A console that went away (a closed pipe) is no reason to stop.
  screen.on('error', () => undefined);
  return {
    output(level: string, readable: boolean): Output {
      const format = readable ? makeReadable(isatty(fd)) : (line: string) => line;
      return { level: levelNumber(level), write: (line) => void screen.write(format(line)), close: async () => {} };
    },
    close: () => endStream(screen),
  };
}

/** To the folder that the configuration names, else to that of the data folder; empty where neither can be written. */
function fileOutput(settings: LogSettings, dataDir: string, log: Logger): Output[] {
  const usual = join(dataDir, 'logs');
  const named = settings.FileLocation || usual;
  const format = settings.FileJson ? (line: string) => line : makeReadable(false);
  for (const folder of new Set([named, usual])) {
    const complain = (error: unknown, instead: string) =>
      log.error(
        { err: error, folder },
        `The log file cannot be written in the folder of LogSettings.FileLocation.${instead}`,
      );
    try {
      const file = openLogFile({ folder, onError: (error) => complain(error, '') });
      return [{ level: levelNumber(settings.FileLevel), write: (line) => file.write(format(line)), close: file.close }];
    } catch (error) {
      complain(error, folder === usual ? ' The log goes to the console alone.' : ` It is written in ${usual} instead.`);
    }
  }
  return [];
}
