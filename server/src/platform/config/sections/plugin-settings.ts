import { flag, group, json, list, secretJson, text } from '../setting.ts';

interface PluginState {
  readonly Enable: boolean;
}

// Plugins are compiled programs for another server and do not run here; the settings survive for the way back.
export const pluginSettings = group({
  Enable: flag(false, 'Kept for compatibility; plugins do not run here.'),
  EnableUploads: flag(false, 'Kept for compatibility; plugins do not run here.'),
  AllowInsecureDownloadURL: flag(false, 'Kept for compatibility; plugins do not run here.'),
  EnableHealthCheck: flag(true, 'Kept for compatibility; plugins do not run here.'),
  Directory: text('./plugins', 'Kept for compatibility; plugins do not run here.'),
  ClientDirectory: text('./client/plugins', 'Kept for compatibility; plugins do not run here.'),
  Plugins: secretJson<Readonly<Record<string, unknown>>>({}, 'Settings of plugins, kept as found.'),
  PluginStates: json<Readonly<Record<string, PluginState>>>({}, 'Which plugins were on, kept as found.'),
  EnableMarketplace: flag(false, 'Kept for compatibility; plugins do not run here.'),
  EnableRemoteMarketplace: flag(false, 'Kept for compatibility; plugins do not run here.'),
  AutomaticPrepackagedPlugins: flag(true, 'Kept for compatibility; plugins do not run here.'),
  RequirePluginSignature: flag(false, 'Kept for compatibility; plugins do not run here.'),
  MarketplaceURL: text('', 'Kept for compatibility; plugins do not run here.'),
  SignaturePublicKeyFiles: list([], 'Kept for compatibility; plugins do not run here.'),
  ChimeraOAuthProxyURL: text('', 'Kept for compatibility; plugins do not run here.'),
});
