/** The body with which the tests of the whole call an endpoint: the example of its area. */
import type { Example } from '../../area/example.ts';
import type { Endpoint } from '../../endpoint/endpoint.ts';
import { areas } from '../../registry.ts';
import type { World } from './world.ts';

const examples = new Map<unknown, Example>(
  areas.flatMap(({ examples: own = [] }) => own).map((example) => [example.route, example]),
);

export const exampleOf = ({ route }: Endpoint): Example | undefined => examples.get(route);

/** Undefined where the endpoint has no example, as one that takes no body. */
export const bodyOf = (endpoint: Endpoint, world: World): unknown => exampleOf(endpoint)?.body(world.params);
