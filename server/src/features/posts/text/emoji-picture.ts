/** The picture of an emoji by its name, as official clients ask for it. */
import { skinTones } from '@innermost/protocol/emoji-names.ts';
import type { Work } from '../../../work/work.ts';
import { codes } from './emoji-codes.gen.ts';
import { selectCustomEmojiId } from './queries/emoji.ts';

const toneCodes = ['1f3fb', '1f3fc', '1f3fd', '1f3fe', '1f3ff'];

function readCodes(): Map<string, string> {
  const byName = new Map<string, string>();
  for (const line of codes.split('\n')) {
    const [code = '', names = '', toned] = line.split(' ');
    for (const name of names.split(',')) {
      byName.set(name, code);
      for (const [at, tone] of skinTones.entries())
        if (toned) byName.set(`${name}_${tone}_skin_tone`, toned.replaceAll('*', toneCodes[at] ?? ''));
    }
  }
  return byName;
}

let codeOfName: Map<string, string> | undefined;

/** Path of the picture of an emoji that every server has. */
function systemPicture(name: string): string | undefined {
  codeOfName ??= readCodes();
  const code = codeOfName.get(name);
  return code && `/static/emoji/${code}.png`;
}

const nameIn = (emoji: unknown): string => (typeof emoji === 'string' ? emoji.replaceAll(':', '') : '');

/** Wire: official clients show the emoji that stands for a sender by an address; it wins over a picture that was sent. */
export function withSystemPicture(props: Record<string, unknown>): Record<string, unknown> {
  const picture = systemPicture(nameIn(props['override_icon_emoji']));
  return picture === undefined ? props : { ...props, override_icon_url: picture };
}

/** The same, for emoji of this server as well. */
export async function withPicture({ db }: Work, props: Record<string, unknown>): Promise<Record<string, unknown>> {
  const name = nameIn(props['override_icon_emoji']);
  const shown = name === '' ? props : withSystemPicture(props);
  if (shown !== props || !/^[A-Za-z0-9+_-]{1,64}$/.test(name)) return shown;
  const [custom] = await selectCustomEmojiId(db, { name });
  return custom ? { ...props, override_icon_url: `/api/v4/emoji/${custom.id}/image` } : props;
}
