import { describe, expect, it } from 'vitest';
import { errors } from '../protocol/src/errors.ts';
import { productSources } from './sources.ts';

/** Ids that are put together where they are thrown: the beginning that stands in the source. */
const beginnings: readonly string[] = ['model.user.is_valid.pwd', 'web.incoming_webhook.'];

describe('the catalogue of errors', () => {
  it('holds only ids that the server answers', () => {
    const code = productSources('server/src/**/*.ts')
      .map(({ text }) => text)
      .join('\n');
    const stands = (id: string) =>
      code.includes(`'${id}'`) || beginnings.some((beginning) => id.startsWith(beginning) && code.includes(beginning));
    expect(Object.keys(errors).filter((id) => !stands(id))).toEqual([]);
  });

  it('has a status of refusal or failure for each', () => {
    const odd = Object.entries(errors).filter(
      ([, [status]]) => !Number.isInteger(status) || status < 400 || status > 599,
    );
    expect(odd).toEqual([]);
  });
});
