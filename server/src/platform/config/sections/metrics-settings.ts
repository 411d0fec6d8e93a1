import { flag, group, list, text, whole } from '../setting.ts';

export const metricsSettings = group({
  Enable: flag(false, 'Offer figures for Prometheus at /metrics.'),
  ListenAddress: text(':8067', 'Address and port of /metrics, apart from the server’s own.'),
  BlockProfileRate: whole(0, 'Kept for compatibility; has no effect.'),
  EnableClientMetrics: flag(true, 'Clients report how fast they are to this server.'),
  EnableNotificationMetrics: flag(true, 'Count how notifications fare.'),
  ClientSideUserIds: list([], 'People whose clients are told apart in the figures.'),
});
