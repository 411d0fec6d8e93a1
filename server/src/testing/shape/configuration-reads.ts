/**
 * Finds what the code reads of the configuration, from its syntax alone. A section that goes where its reads cannot be
 * followed is reported as well, so that nothing is read unseen: give the parameter the type `Config['Section']`.
 */
import { every, nameOf, nodeAt, nodesAt, parse, textOf, type Node } from '../../../../tools/syntax.ts';
import { declared } from '../../platform/config/tree.ts';

export interface Source {
  readonly path: string;
  readonly text: string;
}

export interface Reads {
  /** `Section.Key` → the files that read it. */
  readonly reads: ReadonlyMap<string, ReadonlySet<string>>;
  /** Where a section goes out of sight, as `path: code`. */
  readonly lost: readonly string[];
}

const names = new Set(declared.map(({ name }) => name));
/** Sections, and groups within them. */
const groups = new Set(
  declared.flatMap(({ path }) => path.slice(1).map((_key, index) => path.slice(0, index + 1).join('.'))),
);

/** `Config['X']`, `Pick<Config['X'], …>`, or the name of such a type. */
function sectionOfType(type: Node | undefined, named: ReadonlyMap<string, string>): string | undefined {
  if (type?.type === 'TSTypeAnnotation') return sectionOfType(nodeAt(type, 'typeAnnotation'), named);
  if (type?.type === 'TSIndexedAccessType') {
    const object = nameOf(nodeAt(nodeAt(type, 'objectType'), 'typeName'));
    return object === 'Config' ? textOf(nodeAt(nodeAt(type, 'indexType'), 'literal')) : undefined;
  }
  if (type?.type !== 'TSTypeReference') return undefined;
  const name = nameOf(nodeAt(type, 'typeName')) ?? '';
  const [first] = nodesAt(nodeAt(type, 'typeArguments') ?? type, 'params');
  return ['Pick', 'Partial', 'Readonly'].includes(name) ? sectionOfType(first, named) : named.get(name);
}

function sectionTypes(programs: readonly Node[]): Map<string, string> {
  const named = new Map<string, string>();
  for (const program of programs)
    for (const { node } of every(program)) {
      const section = node.type === 'TSTypeAliasDeclaration' && sectionOfType(nodeAt(node, 'typeAnnotation'), named);
      const name = nameOf(nodeAt(node, 'id'));
      if (section && name) named.set(name, section);
    }
  return named;
}

class FileReads {
  readonly reads = new Set<string>();
  readonly lost: Node[] = [];
  readonly #known = new Map<string, Set<string>>();
  readonly #types: ReadonlyMap<string, string>;
  readonly #taken: ReadonlySet<string>;
  /** Properties of patterns, which look like those of objects. */
  readonly #patterns = new Set<Node>();

  /** `taken`: sections that some function takes under their type. */
  constructor(program: Node, types: ReadonlyMap<string, string>, taken: ReadonlySet<string>) {
    this.#types = types;
    this.#taken = taken;
    // Twice, because a name may be used above the line that gives it.
    for (let round = 0; round < 2; round++) for (const { node } of every(program)) this.#learn(node);
    for (const { node, parent } of every(program)) this.#read(node, parent);
  }

  #learn(node: Node): void {
    if (node.type === 'VariableDeclarator') this.#bind(nodeAt(node, 'id'), this.#sectionsOf(nodeAt(node, 'init')));
    const section = sectionOfType(nodeAt(node, 'typeAnnotation'), this.#types);
    if (section && (node.type === 'Identifier' || node.type === 'ObjectPattern')) this.#bind(node, [section]);
    if (node.type !== 'ObjectPattern') return;
    for (const property of nodesAt(node, 'properties')) {
      this.#patterns.add(property);
      const name = nameOf(nodeAt(property, 'key'));
      if (name && groups.has(name)) this.#bind(nodeAt(property, 'value'), [name]);
    }
  }

  #bind(target: Node | undefined, sections: readonly string[]): void {
    const name = nameOf(target);
    for (const section of sections) {
      if (name) this.#known.set(name, (this.#known.get(name) ?? new Set()).add(section));
      if (target?.type !== 'ObjectPattern') continue;
      for (const property of nodesAt(target, 'properties')) {
        const key = `${section}.${nameOf(nodeAt(property, 'key'))}`;
        if (names.has(key)) this.reads.add(key);
        else if (groups.has(key)) this.#bind(nodeAt(property, 'value'), [key]);
        else if (property.type === 'RestElement') this.lost.push(property);
      }
    }
  }

  #sectionsOf(node: Node | undefined): string[] {
    if (node?.type === 'ChainExpression') return this.#sectionsOf(nodeAt(node, 'expression'));
    if (node?.type === 'Identifier') return [...(this.#known.get(String(node['name'])) ?? [])];
    if (node?.type !== 'MemberExpression' || node['computed'] === true) return [];
    const property = nameOf(nodeAt(node, 'property')) ?? '';
    const inner = this.#sectionsOf(nodeAt(node, 'object'))
      .map((section) => `${section}.${property}`)
      .filter((name) => groups.has(name));
    return inner.length > 0 || !groups.has(property) ? inner : [property];
  }

  #read(node: Node, parent: Node | undefined): void {
    const text = textOf(node);
    if (text !== undefined && names.has(text)) this.reads.add(text);
    if (node.type === 'ArrayExpression') {
      const path = nodesAt(node, 'elements').map(textOf).join('.');
      if (names.has(path)) this.reads.add(path);
    }
    if (node.type !== 'MemberExpression' && node.type !== 'Identifier') return;
    for (const section of this.#sectionsOf(nodeAt(node, 'object'))) {
      const name = `${section}.${nameOf(nodeAt(node, 'property'))}`;
      if (node['computed'] === true) this.lost.push(node);
      else if (names.has(name)) this.reads.add(name);
    }
    const sections = this.#sectionsOf(node);
    if (sections.length > 0 && parent && !this.#isFollowed(node, parent, sections)) this.lost.push(parent);
  }

  /** Whether the place where a section stands shows what is read of it. */
  #isFollowed(node: Node, parent: Node, sections: readonly string[]): boolean {
    switch (parent.type) {
      case 'VariableDeclarator':
        return true;
      case 'Property':
        return this.#patterns.has(parent) || parent['key'] === node;
      case 'CallExpression':
        return parent['callee'] === node || sections.every((section) => this.#taken.has(section));
      case 'AssignmentExpression':
      case 'ArrayExpression':
      case 'ReturnStatement':
      case 'SpreadElement':
      case 'ConditionalExpression':
        return false;
      case 'ArrowFunctionExpression':
        return parent['body'] !== node;
      default:
        return true;
    }
  }
}

/** Every setting that the sources read. */
export function configurationReads(sources: readonly Source[]): Reads {
  const parsed = sources.map(({ path, text }) => {
    return { path, ...parse(path, text) };
  });
  const types = sectionTypes(parsed.map(({ program }) => program));
  const taken = new Set<string>();
  for (const { program } of parsed)
    for (const { node } of every(program)) {
      const section = node.type === 'Identifier' && sectionOfType(nodeAt(node, 'typeAnnotation'), types);
      if (section) taken.add(section);
    }
  const reads = new Map<string, Set<string>>();
  const lost: string[] = [];
  for (const { path, text, program } of parsed) {
    const found = new FileReads(program, types, taken);
    for (const name of found.reads) reads.set(name, (reads.get(name) ?? new Set()).add(path));
    for (const { start, end } of found.lost) lost.push(`${path}: ${text.slice(start, end).slice(0, 120)}`);
  }
  return { reads, lost };
}
