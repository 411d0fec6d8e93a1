import { flag, group, text } from '../setting.ts';

export const intuneSettings = group({
  Enable: flag(false, 'Mobile apps are managed by Microsoft Intune.'),
  TenantId: text('', 'Id of your tenant at Microsoft.'),
  ClientId: text('', 'Id of this server’s registration at Microsoft.'),
  AuthService: text('', 'Which sign-in provider Intune goes with.'),
});
