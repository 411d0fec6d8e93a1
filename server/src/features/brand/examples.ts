import { setBrandImage } from '@innermost/protocol/brand.ts';
import type { Example } from '../../area/example.ts';

/** No form, so it is refused once it is known that its caller may send one. */
const image: Example = { route: setBrandImage, body: () => '' };

export const examples = [image];
