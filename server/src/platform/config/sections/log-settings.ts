import { choice, flag, group, json, text, whole } from '../setting.ts';

const levels = ['DEBUG', 'WARN', 'ERROR', 'TRACE'] as const;

export const logSettings = group({
  EnableConsole: flag(true, 'Write logs to the console.'),
  ConsoleLevel: choice('INFO', levels, 'Least severe entry written to the console.'),
  ConsoleJson: flag(
    true,
    'Write JSON to the console; a terminal gets readable lines unless the environment sets this.',
  ),
  EnableColor: flag(false, 'Colour readable lines.'),
  EnableFile: flag(true, 'Write logs to a file as well.'),
  FileLevel: choice('INFO', levels, 'Least severe entry written to the file.'),
  FileJson: flag(true, 'Write JSON to the file.'),
  FileLocation: text('', 'Folder of `innermost.log`; empty is `logs` in the data folder.'),
  EnableWebhookDebugging: flag(true, 'Log the bodies of hooks at level DEBUG.'),
  EnableDiagnostics: flag(false, 'Kept for compatibility; there is no telemetry.'),
  EnableSentry: flag(false, 'Kept for compatibility; there is no telemetry.'),
  AdvancedLoggingJSON: json({}, 'Kept for compatibility; has no effect.'),
  MaxFieldSize: whole(2048, 'Longest single value in an entry, in characters.'),
});
