import { Menu, MenuCheck } from '../../ui/Menu.tsx';
import { type Message, msg, t } from '../../words/words.ts';
import { type Tone, tones, withTone } from './table.ts';

export interface SkinToneProps {
  tone: Tone;
  onChange: (tone: Tone) => void;
}

const words: Record<Tone, Message> = {
  '': msg('Yellow'),
  light: msg('Light'),
  medium_light: msg('Medium light'),
  medium: msg('Medium'),
  medium_dark: msg('Medium dark'),
  dark: msg('Dark'),
};
const hand = { character: '🖐️', name: 'raised_hand_with_fingers_splayed', aliases: [], toned: 1, words: [] } as const;

/** Kept on this device, for every emoji that has skin. */
export function SkinTone({ tone, onChange }: SkinToneProps) {
  const chip = (
    <button type="button" className="chip">
      <span aria-hidden="true">{withTone(hand, tone)}</span> {t('Skin tone')}
    </button>
  );
  return (
    <Menu label={t('Skin tone')} trigger={chip} side="top" align="end">
      {tones.map((one) => (
        <MenuCheck key={one} on={one === tone} onChange={() => onChange(one)}>
          {withTone(hand, one)} {t(words[one])}
        </MenuCheck>
      ))}
    </Menu>
  );
}
