import { choice, flag, folder, group, json, whole } from '../setting.ts';

const levels = ['DEBUG', 'WARN', 'ERROR', 'TRACE'] as const;

export const logSettings = group({
  EnableConsole: flag(true, 'Write logs to the console.', { applies: 'now' }),
  ConsoleLevel: choice('INFO', levels, 'Least severe entry written to the console.', { applies: 'now' }),
  ConsoleJson: flag(
    true,
    'Write JSON to the console; a terminal gets readable lines unless the environment sets this.',
    { applies: 'now' },
  ),
  EnableColor: flag(false, 'Colour readable lines.'),
  EnableFile: flag(true, 'Write logs to a file as well.', { applies: 'now' }),
  FileLevel: choice('INFO', levels, 'Least severe entry written to the file.', { applies: 'now' }),
  FileJson: flag(true, 'Write JSON to the file.', { applies: 'now' }),
  FileLocation: folder('', 'Folder of `innermost.log`; empty is `logs` in the data folder.', { applies: 'now' }),
  EnableWebhookDebugging: flag(true, 'Log the bodies of hooks at level DEBUG.'),
  EnableDiagnostics: flag(false, 'Kept for compatibility; there is no telemetry.', { applies: 'clients' }),
  EnableSentry: flag(false, 'Kept for compatibility; there is no telemetry.'),
  AdvancedLoggingJSON: json({}, 'Kept for compatibility; has no effect.'),
  MaxFieldSize: whole(2048, 'Longest single value in an entry, in characters.', {
    min: 64,
    max: 1_000_000,
    unit: 'characters',
    or: 0,
    applies: 'now',
  }),
});
