import { setBrandImage } from '@innermost/protocol/brand.ts';
import { pictureExample } from '../../area/example.ts';

export const examples = [pictureExample(setBrandImage)];
