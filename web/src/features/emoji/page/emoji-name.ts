/** What an emoji of this server may be called. Pure. */
import { msg, t } from '../../../words/words.ts';

export interface Names {
  /** Every server has one of that name. */
  isEverywhere: (name: string) => boolean;
  /** This server has one of that name. */
  isTaken: (name: string) => boolean;
}

const wrong = msg('Only letters from a to z, figures, -, _ and + can be in it.');

/** What is wrong with a name, as a sentence; undefined where nothing is known to be. */
export function complaintOfName(name: string, { isEverywhere, isTaken }: Names): string | undefined {
  if (name === '') return undefined;
  if (!/^[a-z0-9+_-]+$/i.test(name)) return t(wrong);
  if (isEverywhere(name)) return t('Every server has an emoji :{name}:. Choose another name.', { name });
  return isTaken(name) ? t('There is an emoji :{name}: already. Choose another name.', { name }) : undefined;
}

/** A name to begin with: that of the file, without what a name cannot have. */
export function nameFromFile(file: string): string {
  return file
    .replace(/\.[^.]*$/, '')
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[^a-z0-9+_-]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 64);
}

/** Which field of the form a refusal is about; undefined: the form as a whole. */
export function refusedField(id: string): 'name' | 'picture' | undefined {
  if (/^model\.emoji\.|\.duplicate\./.test(id)) return 'name';
  return /^api\.emoji\.(?:upload|create\.(?:too_large|parse))/.test(id) ? 'picture' : undefined;
}
