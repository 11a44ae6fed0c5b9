import {
  type ASTNode,
  BREAK,
  type FieldNode,
  GraphQLIncludeDirective,
  type GraphQLResolveInfo,
  GraphQLSkipDirective,
  getDirectiveValues,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';

/** What of the operation says which fields are asked for. */
export type Selection = Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments' | 'schema' | 'variableValues'>;

/** The fields asked for, by response key; fragments are opened, @skip and @include obeyed. */
export function fieldsOf(
  sets: readonly SelectionSetNode[],
  selection: Pick<Selection, 'fragments' | 'variableValues'>,
  into = new Map<string, FieldNode[]>(),
): Map<string, FieldNode[]> {
  for (const set of sets) {
    for (const node of set.selections) {
      if (isLeftOut(node, selection.variableValues)) continue;
      if (node.kind === Kind.FIELD) {
        const key = node.alias?.value ?? node.name.value;
        const nodes = into.get(key);
        if (nodes) nodes.push(node);
        else into.set(key, [node]);
      } else if (node.kind === Kind.INLINE_FRAGMENT) {
        fieldsOf([node.selectionSet], selection, into);
      } else {
        const fragment = selection.fragments[node.name.value];
        if (fragment) fieldsOf([fragment.selectionSet], selection, into);
      }
    }
  }
  return into;
}

function isLeftOut(node: SelectionNode, variables: Selection['variableValues']): boolean {
  if (!node.directives?.length) return false;
  return (
    getDirectiveValues(GraphQLSkipDirective, node, variables)?.if === true ||
    getDirectiveValues(GraphQLIncludeDirective, node, variables)?.if === false
  );
}

const varying = new WeakMap<FieldNode | SelectionSetNode, boolean>();

/** Whether a variable is used anywhere in this part of the operation, fragments opened. */
export function hasVariables(part: FieldNode | SelectionSetNode, fragments: Selection['fragments']): boolean {
  let found = varying.get(part);
  if (found === undefined) {
    found = false;
    const opened = new Set<string>();
    const look = (node: ASTNode): void =>
      void visit(node, {
        Variable() {
          found = true;
          return BREAK;
        },
        FragmentSpread({ name: { value: name } }) {
          const fragment = fragments[name];
          if (!fragment || opened.has(name)) return;
          opened.add(name);
          look(fragment);
        },
      });
    look(part);
    varying.set(part, found);
  }
  return found;
}
