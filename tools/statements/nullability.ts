// Which columns of a statement's rows can be NULL, read off the query as PostgreSQL parsed it. What is not known to be
// never NULL counts as NULL.
import { Node, parseNodeTree, type Tree } from './node-tree.ts';

export interface Facts {
  /** `relid.attnum` of every column that is NOT NULL. */
  readonly notNull: ReadonlySet<string>;
  /** By oid, `name(…)` without arguments. */
  readonly functions: ReadonlyMap<number, string>;
  /** Whether parameter `$n` may be NULL, from 1. */
  readonly mayBeNull: (parameter: number) => boolean;
}

export interface Column {
  name: string;
  nullable: boolean;
}

/** Never NULL when none of their arguments is. */
const keepsNotNull = new Set(
  `abs array_append array_cat array_remove array_to_string cardinality ceil char_length floor int2 int4 int8
  hashtext hashtextextended jsonb_concat jsonb_delete left length lower lpad md5 numeric octet_length replace right round
  sqrt starts_with string_to_array strpos substr text textcat anytextcat textanycat to_json to_jsonb btrim upper
  width_bucket jsonb_typeof jsonb_exists jsonb_contains arrayoverlap arraycontains`.split(/\s+/),
);

/** Never NULL, whatever they get. */
const neverNull = new Set(
  `count row_number rank dense_rank concat concat_ws now clock_timestamp json_build_object jsonb_build_object
  json_build_array jsonb_build_array gen_random_uuid random current_setting`.split(/\s+/),
);

/** Comparisons and arithmetic, by the names of the functions behind the operators: `int8eq`, `text_lt`, `float8mul`. */
const operator = /(eq|ne|lt|le|gt|ge|pl|mi|mul|div|mod|um|_add|_sub|like|regexeq|regexne)$/;

const subLink = { exists: '0', all: '1', any: '2', array: '6' };
const table = { relation: '0', subquery: '1', join: '2', values: '5', cte: '6', group: '9' };

interface Scope {
  query: Node;
  outer: Scope | undefined;
}

/** The columns of what a statement answers; none for one that answers nothing. `body`: `pg_proc.prosqlbody`. */
export function columnsOf(body: string, facts: Facts): Column[] {
  const query = firstQuery(parseNodeTree(body));
  if (!query) throw new Error('The query tree holds no query.');
  return new Reader(facts).columns({ query, outer: undefined });
}

function firstQuery(tree: Tree): Node | undefined {
  if (tree instanceof Node) return tree.type === 'QUERY' ? tree : undefined;
  if (!Array.isArray(tree)) return undefined;
  for (const item of tree as readonly Tree[]) {
    const found = firstQuery(item);
    if (found) return found;
  }
  return undefined;
}

class Reader {
  readonly #facts: Facts;
  /** Each query is read once: asked again for each column of each query around it, deep ones would take forever. */
  readonly #known = new Map<Node, Column[]>();

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  columns(scope: Scope): Column[] {
    const known = this.#known.get(scope.query);
    if (known) return known;
    const columns = this.#read(scope);
    this.#known.set(scope.query, columns);
    return columns;
  }

  #read(scope: Scope): Column[] {
    const { query } = scope;
    const both = query.node('setOperations');
    const own = targets(query).map((target) => ({
      name: target.text('resname'),
      nullable: !this.#isNeverNull(target.node('expr'), scope),
    }));
    if (!both) return own;
    const sides = this.#sides(both, scope);
    return own.map(({ name }, index) => ({ name, nullable: sides.some((side) => side[index]?.nullable ?? true) }));
  }

  /** Of a UNION: the columns of each of its queries. */
  #sides(node: Node, scope: Scope): Column[][] {
    if (node.type === 'RANGETBLREF') return [this.#columnsOfTable(node.number('rtindex'), scope)];
    return ['larg', 'rarg'].flatMap((side) => {
      const child = node.node(side);
      return child ? this.#sides(child, scope) : [];
    });
  }

  #columnsOfTable(index: number, scope: Scope): Column[] {
    const entry = scope.query.nodes('rtable')[index - 1];
    if (entry?.text('rtekind') === table.subquery) {
      const query = entry.node('subquery');
      return query ? this.columns({ query, outer: scope }) : [];
    }
    return entry?.text('rtekind') === table.cte ? this.#columnsOfCte(entry, scope) : [];
  }

  #columnsOfCte(entry: Node, from: Scope): Column[] {
    let scope: Scope | undefined = from;
    for (let up = entry.number('ctelevelsup'); up > 0; up -= 1) scope = scope?.outer;
    const cte = scope?.query.nodes('cteList').find((one) => one.text('ctename') === entry.text('ctename'));
    const query = cte?.node('ctequery');
    // A recursive one would be read forever.
    if (!scope || !query || cte?.text('cterecursive') === 'true') return [];
    return this.columns({ query, outer: scope });
  }

  #isNeverNull(expression: Node | undefined, scope: Scope): boolean {
    if (!expression) return false;
    const isNeverNull = (one: Node | undefined) => this.#isNeverNull(one, scope);
    const all = (field: string) => expression.nodes(field).every(isNeverNull);
    switch (expression.type) {
      case 'CONST':
        return expression.text('constisnull') === 'false';
      case 'PARAM':
        return expression.text('paramkind') === '0' && !this.#facts.mayBeNull(expression.number('paramid'));
      case 'VAR':
        return this.#isColumnNeverNull(expression, scope);
      case 'COALESCEEXPR':
      case 'MINMAXEXPR':
        return expression.nodes('args').some(isNeverNull);
      case 'BOOLEXPR':
        return all('args');
      case 'NULLTEST':
      case 'BOOLEANTEST':
      case 'DISTINCTEXPR':
      case 'ARRAYEXPR':
      case 'ROWEXPR':
      case 'SQLVALUEFUNCTION':
      case 'GROUPINGFUNC':
        return true;
      case 'RELABELTYPE':
      case 'COERCEVIAIO':
      case 'ARRAYCOERCEEXPR':
      case 'COLLATEEXPR':
      case 'COERCETODOMAIN':
        return isNeverNull(expression.node('arg'));
      case 'CASEEXPR':
        return (
          isNeverNull(expression.node('defresult')) &&
          expression.nodes('args').every((when) => isNeverNull(when.node('result')))
        );
      case 'SUBLINK':
        return this.#isSubLinkNeverNull(expression, scope);
      case 'AGGREF':
        return this.#is(neverNull, expression.number('aggfnoid'));
      case 'WINDOWFUNC':
        return this.#is(neverNull, expression.number('winfnoid'));
      case 'FUNCEXPR':
        return this.#isCallNeverNull(expression.number('funcid'), all('args'));
      case 'OPEXPR':
      case 'SCALARARRAYOPEXPR':
        return this.#isOperationNeverNull(expression.number('opfuncid'), all('args'));
      default:
        return false;
    }
  }

  #is(names: ReadonlySet<string>, id: number): boolean {
    return names.has(this.#facts.functions.get(id) ?? '');
  }

  #isCallNeverNull(id: number, argumentsAre: boolean): boolean {
    return this.#is(neverNull, id) || (argumentsAre && this.#is(keepsNotNull, id));
  }

  #isOperationNeverNull(id: number, argumentsAre: boolean): boolean {
    const name = this.#facts.functions.get(id) ?? '';
    return argumentsAre && (operator.test(name) || keepsNotNull.has(name));
  }

  #isSubLinkNeverNull(link: Node, scope: Scope): boolean {
    const kind = link.text('subLinkType');
    if (kind === subLink.exists || kind === subLink.array) return true;
    if (kind !== subLink.any && kind !== subLink.all) return this.#isCountAlone(link.node('subselect'), scope);
    return false;
  }

  /** `(SELECT count(*) FROM …)` answers one row in any case. */
  #isCountAlone(query: Node | undefined, scope: Scope): boolean {
    if (!query || query.text('hasAggs') !== 'true' || query.list('groupClause').length > 0) return false;
    if (query.node('havingQual') || query.node('limitCount') || query.node('limitOffset')) return false;
    const [column] = this.columns({ query, outer: scope });
    return column?.nullable === false;
  }

  #isColumnNeverNull(column: Node, from: Scope): boolean {
    let scope: Scope | undefined = from;
    for (let up = column.number('varlevelsup'); up > 0; up -= 1) scope = scope?.outer;
    const entry = scope?.query.nodes('rtable')[column.number('varno') - 1];
    const place = column.number('varattno');
    // `(b 3)`: an outer join gives NULL where it finds no row. A whole row counts as nullable.
    if (!scope || !entry || column.list('varnullingrels').length > 1 || place < 1) return false;
    switch (entry.text('rtekind')) {
      case table.relation:
        return this.#facts.notNull.has(`${entry.text('relid')}.${place}`);
      case table.subquery:
      case table.cte:
        return this.#columnsOfTable(column.number('varno'), scope)[place - 1]?.nullable === false;
      case table.join:
        return this.#isTreeNeverNull(entry.list('joinaliasvars')[place - 1], scope);
      case table.group:
        return this.#isTreeNeverNull(entry.list('groupexprs')[place - 1], scope);
      case table.values: {
        const rows = entry.list('values_lists') as readonly (readonly Tree[])[];
        return rows.every((row) => this.#isTreeNeverNull(row[place - 1], scope));
      }
      default:
        return this.#isCounterOfFunction(entry, place);
    }
  }

  #isTreeNeverNull(tree: Tree, scope: Scope): boolean {
    return tree instanceof Node && this.#isNeverNull(tree, scope);
  }

  /** The column that WITH ORDINALITY adds. */
  #isCounterOfFunction(entry: Node, place: number): boolean {
    const columns = entry.node('eref')?.list('colnames').length ?? 0;
    return entry.text('funcordinality') === 'true' && place === columns;
  }
}

function targets(query: Node): Node[] {
  const field = query.text('commandType') === '1' ? 'targetList' : 'returningList';
  return query.nodes(field).filter((target) => target.text('resjunk') !== 'true');
}
