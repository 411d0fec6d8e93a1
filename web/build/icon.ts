import { createElement, type SVGProps } from 'react';

type Shape = readonly [tag: string, attributes: Readonly<Record<string, string>>];

export interface IconData {
  /** For the style sheet. */
  name?: string;
  node: readonly Shape[];
}

/** What lucide makes of a shape, for the attributes that our icons have: its parts are made once, not with each drawing. */
export function createLucideIcon({ name, node }: IconData) {
  const shapes = node.map(([tag, attributes], at) => createElement(tag, { ...attributes, key: at }));
  return function Shape({ className = '', ...props }: SVGProps<SVGSVGElement>) {
    return createElement(
      'svg',
      {
        xmlns: 'http://www.w3.org/2000/svg',
        width: 24,
        height: 24,
        viewBox: '0 0 24 24',
        fill: 'none',
        stroke: 'currentColor',
        strokeWidth: 2,
        strokeLinecap: 'round',
        strokeLinejoin: 'round',
        className: name === undefined ? className : `lucide lucide-${name} ${className}`,
        ...props,
      },
      shapes,
    );
  };
}
