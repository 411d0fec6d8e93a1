import { address, flag, folder, group, json, list, secretJson } from '../setting.ts';

interface PluginState {
  readonly Enable: boolean;
}

// Plugins are compiled programs for another server and do not run here; the settings survive for the way back.
export const pluginSettings = group({
  Enable: flag(false, 'Kept for compatibility; plugins do not run here.'),
  EnableUploads: flag(false, 'Kept for compatibility; plugins do not run here.', { overApi: 'refused' }),
  AllowInsecureDownloadURL: flag(false, 'Kept for compatibility; plugins do not run here.'),
  EnableHealthCheck: flag(true, 'Kept for compatibility; plugins do not run here.'),
  Directory: folder('./plugins', 'Kept for compatibility; plugins do not run here.'),
  ClientDirectory: folder('./client/plugins', 'Kept for compatibility; plugins do not run here.'),
  Plugins: secretJson<Readonly<Record<string, unknown>>>({}, 'Settings of plugins, kept as found.'),
  PluginStates: json<Readonly<Record<string, PluginState>>>({}, 'Which plugins were on, kept as found.'),
  EnableMarketplace: flag(false, 'Kept for compatibility; plugins do not run here.'),
  EnableRemoteMarketplace: flag(false, 'Kept for compatibility; plugins do not run here.'),
  AutomaticPrepackagedPlugins: flag(true, 'Kept for compatibility; plugins do not run here.'),
  RequirePluginSignature: flag(false, 'Kept for compatibility; plugins do not run here.'),
  MarketplaceURL: address('', 'Kept for compatibility; plugins do not run here.', { applies: 'clients' }),
  SignaturePublicKeyFiles: list([], 'Kept for compatibility; plugins do not run here.'),
  ChimeraOAuthProxyURL: address('', 'Kept for compatibility; plugins do not run here.'),
});
