import { type ASTVisitor, GraphQLError, Kind, type SelectionSetNode, type ValidationContext } from 'graphql';
import { invalid, Problem } from '../problem.ts';

/** Bounds of one operation, checked before anything runs. `fields` and `visits` count with all fragments opened. [S28] */
export const LIMITS = {
  depth: 10,
  aliases: 15,
  directives: 5,
  tokens: 1000,
  fields: 300,
  visits: 1000,
  bodyBytes: 1_048_576,
  /** At once on one live socket; the console has one. */
  subscriptions: 20,
  /** An alias names a column of PostgreSQL, which would cut a longer one. */
  aliasLength: 63,
  /** Of the variables: values in all, members of one object, and how deep they lie in one another. */
  values: 50_000,
  members: 100,
  variableDepth: 12,
} as const;

const refuse = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'INVALID_INPUT' } });

/**
 * Validation rule for depth, aliases, directives and the number of fields, fragments opened. Introspection is as deep
 * as it is and therefore exempt from depth. Work is bounded: it stops at the first limit that is passed. [S32]
 */
export function limitOperation(context: ValidationContext): ASTVisitor {
  const document = context.getDocument();
  const fragments = new Map(
    document.definitions.flatMap((node) =>
      node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [],
    ),
  );
  return {
    OperationDefinition(operation) {
      const counts = { aliases: 0, directives: operation.directives?.length ?? 0, fields: 0, visits: 0 };
      const walk = (
        set: SelectionSetNode,
        depth: number,
        open: ReadonlySet<string>,
      ): GraphQLError | undefined => {
        if (depth > LIMITS.depth) return refuse(`A query may be at most ${LIMITS.depth} levels deep.`);
        for (const node of set.selections) {
          // Fragments that open one another twice double with each step, whether or not a field comes of it.
          counts.visits += 1;
          if (counts.visits > LIMITS.visits) return refuse('A query may not open so many fragments.');
          counts.directives += node.directives?.length ?? 0;
          if (counts.directives > LIMITS.directives)
            return refuse(`A query may use at most ${LIMITS.directives} directives.`);
          if (node.kind === Kind.FIELD) {
            counts.fields += 1;
            if (node.alias && node.alias.value !== node.name.value) counts.aliases += 1;
            if (counts.aliases > LIMITS.aliases)
              return refuse(`A query may use at most ${LIMITS.aliases} aliases.`);
            if (node.alias && node.alias.value.length > LIMITS.aliasLength)
              return refuse(`An alias may have at most ${LIMITS.aliasLength} characters.`);
            if (counts.fields > LIMITS.fields)
              return refuse(`A query may select at most ${LIMITS.fields} fields.`);
            if (node.selectionSet && !node.name.value.startsWith('__')) {
              const problem = walk(node.selectionSet, depth + 1, open);
              if (problem) return problem;
            }
          } else if (node.kind === Kind.INLINE_FRAGMENT) {
            const problem = walk(node.selectionSet, depth, open);
            if (problem) return problem;
          } else {
            const fragment = fragments.get(node.name.value);
            if (!fragment || open.has(node.name.value)) continue;
            const problem = walk(fragment.selectionSet, depth, new Set(open).add(node.name.value));
            if (problem) return problem;
          }
        }
        return undefined;
      };
      const problem = walk(operation.selectionSet, 1, new Set());
      if (problem) context.reportError(problem);
      return false;
    },
  };
}

/**
 * Bounds the variables of a request before anything reads them: what is wrong with a variable is said with its whole value,
 * once per fault, and a megabyte of faults would hold everybody up. Half a pair of surrogates is no character: stored, it
 * would silently become another one. Throws INVALID_INPUT. [S28] [S31]
 */
export function assertVariablesBounded(variables: Record<string, unknown>): void {
  let values = 0;
  const visit = (value: unknown, path: string, depth: number): void => {
    values += 1;
    if (values > LIMITS.values)
      throw new Problem('INVALID_INPUT', `Variables may hold at most ${LIMITS.values} values.`);
    if (typeof value === 'string' && !value.isWellFormed())
      throw invalid(pathInside(path), 'May not contain half a character (a lone surrogate).');
    if (typeof value !== 'object' || value === null) return;
    if (depth > LIMITS.variableDepth)
      throw new Problem('INVALID_INPUT', `Variables may be at most ${LIMITS.variableDepth} levels deep.`);
    if (Array.isArray(value)) {
      for (let i = 0; i < value.length; i += 1) visit(value[i], path, depth + 1);
      return;
    }
    let members = 0;
    for (const name in value) {
      members += 1;
      if (members > LIMITS.members)
        throw new Problem('INVALID_INPUT', `An object may have at most ${LIMITS.members} members.`);
      if (!name.isWellFormed())
        throw new Problem('INVALID_INPUT', 'The name of a member may not contain half a character.');
      visit((value as Record<string, unknown>)[name], `${path}.${name}`, depth + 1);
    }
  };
  visit(variables, '', 0);
}

/** Paths are counted from inside the variable, and names that callers make up are not repeated by the megabyte. */
const pathInside = (path: string): string => {
  const [, variable = '', ...inside] = path.split('.');
  return (inside.length ? inside.join('.') : variable).slice(0, 200);
};
