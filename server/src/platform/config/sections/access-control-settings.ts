import { flag, group } from '../setting.ts';

export const accessControlSettings = group({
  EnableAttributeBasedAccessControl: flag(false, 'Who may enter a channel can depend on people’s attributes.', {
    applies: 'clients',
  }),
  EnableUserManagedAttributes: flag(false, 'Attributes that people set themselves count for that.', {
    applies: 'clients',
  }),
});
