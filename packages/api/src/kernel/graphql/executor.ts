import {
  type ExecutionResult,
  execute,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  GraphQLIncludeDirective,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getArgumentValues,
  getDirectiveValues,
  getVariableValues,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { invalid, Problem } from '../problem.ts';
import { projectedRoots } from '../read/project.ts';
import type { RequestContext } from './context.ts';
import { wrongVariables } from './errors.ts';

/**
 * How long one operation may take in all. PostgreSQL stops a statement after as long, and a query's whole transaction a
 * second later, so that many statements do not take many times as long. [S33]
 */
const OPERATION_TIMEOUT_MS = 10_000;

export interface Operation {
  schema: GraphQLSchema;
  /** Undefined: the request names none of the document's, or there are several and it names none. */
  operation: OperationDefinitionNode | undefined;
  fragments: Record<string, FragmentDefinitionNode>;
  /** As they came in the request. */
  variables: Record<string, unknown>;
  context: RequestContext;
}

/**
 * Executes a query or mutation. All of a query shares one read-only scope; each field of a mutation is a transaction
 * of its own, in order. A root field that answers with `Projected` JSON is complete as it is; any other is completed
 * by graphql-js.
 */
export async function executeOperation(request: Operation): Promise<ExecutionResult> {
  const { schema, operation, context } = request;
  if (!operation) return refused(invalid('operationName', 'Must be the name of one operation of the query.'));
  if (operation.operation === 'subscription') {
    return refused(new Problem('INVALID_INPUT', 'Subscriptions are asked for over the live socket.'));
  }
  const coerced = getVariableValues(schema, operation.variableDefinitions ?? [], request.variables, {
    maxErrors: 10,
  });
  if (coerced.errors) return refused(wrongVariables(coerced.errors));
  const run = new Run({ ...request, operation }, coerced.coerced);
  if (operation.operation === 'mutation') return run.fields();
  if (run.onlyAboutSchema) return run.fields();
  try {
    return await context.scopes.run(
      context.credentials,
      {
        requestId: context.requestId,
        readOnly: true,
        transactionTimeoutMs: OPERATION_TIMEOUT_MS + 1_000,
      },
      (scope) => {
        context.scope = scope;
        return run.fields();
      },
    );
  } catch (error) {
    return {
      data: null,
      errors: [new GraphQLError((error as Error).message, { originalError: error as Error })],
    };
  } finally {
    context.scope = undefined;
  }
}

const refused = (problem: Problem): ExecutionResult => ({
  errors: [new GraphQLError(problem.message, { originalError: problem })],
});

type Given = Operation & { operation: OperationDefinitionNode };

class Run {
  readonly #request: Given;
  readonly #variables: Record<string, unknown>;
  readonly #root: GraphQLObjectType;
  readonly #selected: Map<string, FieldNode[]>;
  readonly #started = performance.now();

  constructor(request: Given, variables: Record<string, unknown>) {
    this.#request = request;
    this.#variables = variables;
    const root = request.schema.getRootType(request.operation.operation);
    if (!root) throw new GraphQLError(`There is no ${request.operation.operation} in this schema.`);
    this.#root = root;
    this.#selected = new Map();
    this.#collect(request.operation.selectionSet);
  }

  get onlyAboutSchema(): boolean {
    return [...this.#selected.values()].every((nodes) => nodes[0]?.name.value.startsWith('__'));
  }

  async fields(): Promise<ExecutionResult> {
    const data: Record<string, unknown> = {};
    const errors: GraphQLError[] = [];
    let complete = true;
    for (const [key, nodes] of this.#selected) {
      const field = this.#root.getFields()[(nodes[0] as FieldNode).name.value];
      try {
        this.#assertTime();
        data[key] = await this.#value(key, nodes, errors);
      } catch (error) {
        data[key] = null;
        errors.push(located(error, nodes, key));
      }
      if (data[key] === null && field && isNonNullType(field.type)) complete = false;
      if (!complete && this.#request.operation.operation === 'mutation') break;
    }
    return errors.length ? { data: complete ? data : null, errors } : { data };
  }

  async #value(key: string, nodes: FieldNode[], errors: GraphQLError[]): Promise<unknown> {
    const node = nodes[0] as FieldNode;
    const field = this.#root.getFields()[node.name.value];
    if (!field?.resolve || !projectedRoots.has(field.name)) return this.#byGraphqlJs(key, nodes, errors);
    const { schema, operation, fragments, context } = this.#request;
    const info: GraphQLResolveInfo = {
      fieldName: field.name,
      fieldNodes: nodes,
      returnType: field.type,
      parentType: this.#root,
      path: { prev: undefined, key, typename: this.#root.name },
      schema,
      fragments,
      rootValue: undefined,
      operation,
      variableValues: this.#variables,
    };
    return field.resolve(undefined, getArgumentValues(field, node, this.#variables), context, info);
  }

  /** Resolves and completes one root field as graphql-js does it: lists, nulls, enumerations, nested fields. */
  async #byGraphqlJs(key: string, nodes: FieldNode[], errors: GraphQLError[]): Promise<unknown> {
    const { schema, operation, fragments, context, variables } = this.#request;
    const result = await execute({
      schema,
      document: {
        kind: Kind.DOCUMENT,
        definitions: [
          { ...operation, selectionSet: { kind: Kind.SELECTION_SET, selections: nodes } },
          ...Object.values(fragments),
        ],
      },
      contextValue: context,
      variableValues: variables,
    });
    if (result.errors) errors.push(...result.errors);
    return result.data?.[key] ?? null;
  }

  #collect(set: SelectionSetNode): void {
    const { fragments } = this.#request;
    const variables = this.#variables;
    for (const node of set.selections) {
      if (getDirectiveValues(GraphQLSkipDirective, node, variables)?.if === true) continue;
      if (getDirectiveValues(GraphQLIncludeDirective, node, variables)?.if === false) continue;
      if (node.kind === Kind.FIELD) {
        const key = node.alias?.value ?? node.name.value;
        const nodes = this.#selected.get(key);
        if (nodes) nodes.push(node);
        else this.#selected.set(key, [node]);
      } else if (node.kind === Kind.INLINE_FRAGMENT) {
        this.#collect(node.selectionSet);
      } else {
        const fragment = fragments[node.name.value];
        if (fragment) this.#collect(fragment.selectionSet);
      }
    }
  }

  #assertTime(): void {
    if (performance.now() - this.#started > OPERATION_TIMEOUT_MS) {
      throw new Problem(
        'INTERNAL',
        'The operation took longer than 10 seconds and was stopped. Ask for less at once.',
      );
    }
  }
}

function located(error: unknown, nodes: FieldNode[], key: string): GraphQLError {
  const original = error as Error;
  return new GraphQLError(original.message, { nodes, path: [key], originalError: original });
}
