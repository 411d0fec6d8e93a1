import { key, listenForm } from '../forms.ts';
import { flag, group, list, text, whole } from '../setting.ts';

export const metricsSettings = group({
  Enable: flag(false, 'Offer figures for Prometheus at /metrics.', { applies: 'restart' }),
  ListenAddress: text(':8067', 'Address and port of /metrics, apart from the server’s own.', {
    form: listenForm,
    applies: 'restart',
  }),
  BlockProfileRate: whole(0, 'Kept for compatibility; has no effect.', { min: 0, max: 1_000_000_000 }),
  EnableClientMetrics: flag(true, 'Clients report how fast they are to this server.', { applies: 'clients' }),
  EnableNotificationMetrics: flag(true, 'Count how notifications fare.', { applies: 'clients' }),
  ClientSideUserIds: list([], 'People whose clients are told apart in the figures.', { each: key }),
});
