/**
 * Examples of bodies, each as somebody sends it who may do it. The tests of the whole call every endpoint with its
 * example, and break it part by part to see what is refused.
 */
import type { ErrorId } from '@innermost/protocol/errors.ts';
import type { AnyRoute, BodyOf } from '@innermost/protocol/route.ts';

/**
 * Ids and names of what such a call finds: a private team with a private channel, a post, a webhook and one member,
 * `user_id`, whose things these are; and the caller, `self`.
 */
export interface Scene {
  readonly self: string;
  readonly user_id: string;
  readonly username: string;
  /** Of somebody else, who shares nothing with them. */
  readonly friend: string;
  /** A session of the member. */
  readonly session_id: string;
  readonly team_id: string;
  readonly channel_id: string;
  readonly post_id: string;
  readonly hook_id: string;
  readonly category_id: string;
  /** The member's sidebar: ids in order. */
  readonly categories: readonly string[];
  /** A name that nothing has yet. */
  readonly unusedName: string;
}

/** By the place in the body, keys with dots between them: what null there, or nothing, is refused with. */
export type Needs = Readonly<Record<string, ErrorId>>;

export interface Example {
  readonly route: AnyRoute;
  body(scene: Scene): unknown;
  /** What it cannot do without; `all` is the whole body. Everything else may be null or absent. */
  readonly needs?: Needs;
}

/** For a route whose body is of the contract's type. One that its endpoint reads by itself is written as an `Example`. */
export function example<R extends AnyRoute>(
  route: R,
  shown: { body(scene: Scene): BodyOf<R>; needs?: Needs },
): Example {
  return { route, ...shown };
}

/** The smallest of pictures, a PNG of one pixel. */
const onePixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** A form with a picture named `image`, for a route that takes one. */
export function pictureExample(
  route: AnyRoute,
  fields: (scene: Scene) => Record<string, string> = () => ({}),
): Example {
  return {
    route,
    body(scene) {
      const form = new FormData();
      for (const [name, value] of Object.entries(fields(scene))) form.set(name, value);
      form.set('image', new Blob([Buffer.from(onePixel, 'base64')], { type: 'image/png' }), 'picture.png');
      return form;
    },
  };
}

/** What most bodies are refused with that lack something. */
export const invalid = 'api.context.invalid_body_param.app_error' satisfies ErrorId;
