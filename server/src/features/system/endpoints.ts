import {
  checkIntegrity,
  completeOnboarding,
  forgetCaches,
  getAnalytics,
  getCapabilities,
  getClientConfig,
  getClientLicense,
  getConfig,
  getConfigEnvironment,
  getOnboarding,
  getTimezones,
  migrateConfig,
  patchConfig,
  ping,
  updateConfig,
  writeLog,
} from '@innermost/protocol/system.ts';
import { anyone, can, inSystem, signedIn } from '../../access/can.ts';
import { endpoint, readsOnly } from '../../endpoint/endpoint.ts';
import { anyMap, body, object, optionalText, text } from '../../platform/http/fields.ts';
import { everybody } from '../../work/outbox.ts';
import { analytics } from './analytics.ts';
import { capabilities, configForClient, licenseForClient } from './client-settings.ts';
import { changePart, changeWhole, copyConfig, showConfig, showConfigEnvironment } from './config.ts';
import { integrity } from './integrity.ts';
import { dropCaches, knownTimezones, logFromClient } from './maintenance.ts';
import { notOfferedEndpoints } from './not-offered.ts';
import { finishOnboarding, onboardingState } from './onboarding.ts';
import { answerPing } from './ping.ts';

const sections = anyMap().transform((body = {}) => {
  // Wire: a section that is null says nothing. What is no object the store refuses, with its name.
  const said = Object.entries(body).filter(([, section]) => section !== null);
  return Object.fromEntries(said) as Record<string, Record<string, unknown>>;
});

const byTheStore = {
  transaction: 'none',
  because: 'the configuration store makes its own change, in turn with others',
} as const;

export const systemEndpoints = [
  endpoint(ping, { onSocket: 'local', access: anyone(), handle: answerPing }),
  endpoint(getClientConfig, { onSocket: 'local', access: anyone(), handle: configForClient }),
  endpoint(getClientLicense, { onSocket: 'local', access: anyone(), handle: licenseForClient }),
  endpoint(getCapabilities, { onSocket: 'control', access: anyone(), handle: capabilities }),
  endpoint(getConfig, { onSocket: 'local', access: can('manage_system', inSystem()), handle: showConfig }),
  endpoint(getConfigEnvironment, {
    onSocket: 'control',
    access: can('manage_system', inSystem()),
    handle: showConfigEnvironment,
  }),
  endpoint(patchConfig, {
    onSocket: 'local',
    access: can('manage_system', inSystem()),
    body: sections,
    bodyName: 'config',
    ...byTheStore,
    handle: changePart,
  }),
  endpoint(updateConfig, {
    onSocket: 'local',
    access: can('manage_system', inSystem()),
    body: sections,
    bodyName: 'config',
    ...byTheStore,
    handle: changeWhole,
  }),
  endpoint(migrateConfig, {
    onSocket: 'local-only',
    access: can('manage_system', inSystem()),
    body: object({ from: text(), to: text() }),
    bodyName: 'config',
    ...byTheStore,
    handle: copyConfig,
  }),
  endpoint(getAnalytics, { access: can('get_analytics', inSystem()), handle: analytics }),
  endpoint(getOnboarding, { access: can('manage_system', inSystem()), handle: onboardingState }),
  endpoint(completeOnboarding, {
    access: can('manage_system', inSystem()),
    body: body({ organization: optionalText() }),
    handle: finishOnboarding,
  }),
  endpoint(getTimezones, { access: signedIn(), handle: knownTimezones }),
  endpoint(forgetCaches, {
    access: can('manage_system', inSystem()),
    transaction: 'none',
    because: 'it changes nothing that is stored',
    lanes: () => [everybody],
    handle: dropCaches,
  }),
  endpoint(checkIntegrity, {
    onSocket: 'local-only',
    access: can('manage_system', inSystem()),
    ...readsOnly,
    handle: integrity,
  }),
  endpoint(writeLog, {
    audit: 'never',
    access: anyone(),
    body: object({ level: text(), message: text() }),
    transaction: 'none',
    because: 'it writes to the log only',
    rateLimit: { requests: 60, per: 10 },
    handle: logFromClient,
  }),
  ...notOfferedEndpoints,
];
