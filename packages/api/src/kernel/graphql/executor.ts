import type { ErrorCode } from '@steward/shared';
import {
  type ExecutionResult,
  execute,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getArgumentValues,
  getVariableValues,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import { COST } from '../charges.ts';
import { invalid, Problem } from '../problem.ts';
import { readings } from '../read/list.ts';
import { answerOf, type Reading } from '../read/project.ts';
import { Reader } from '../read/reader.ts';
import { fieldsOf, type Selection } from '../read/selection.ts';
import type { RequestContext } from '../request.ts';
import type { Scope } from '../scope.ts';
import { projectedMutations } from './door.ts';
import { TooSlow, wrongVariables } from './errors.ts';
import { assertVariablesBounded } from './limits.ts';

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
 * Executes a query or mutation. All of a query is one read-only transaction; each field of a mutation is a transaction of its
 * own, in order. A root field that is answered with `Projected` JSON is complete as it is; any other is completed by
 * graphql-js.
 */
export async function executeOperation(request: Operation): Promise<ExecutionResult> {
  const { schema, operation, context } = request;
  if (!operation) return refused(invalid('operationName', 'Must be the name of one operation of the query.'));
  if (operation.operation === 'subscription') {
    return refused(new Problem('INVALID_INPUT', 'Subscriptions are asked for over the live socket.'));
  }
  try {
    assertVariablesBounded(request.variables);
  } catch (error) {
    return refused(error as Problem);
  }
  const coerced = getVariableValues(schema, operation.variableDefinitions ?? [], request.variables, {
    maxErrors: 10,
  });
  if (coerced.errors) return refused(wrongVariables(coerced.errors));
  const run = new Run({ ...request, operation }, coerced.coerced);
  try {
    if (operation.operation === 'mutation' || run.onlyAboutSchema) {
      context.charge(run.cost);
      return await run.fields();
    }
    return (await run.atOnce()) ?? (await run.inScope());
  } catch (error) {
    if (error instanceof Problem && NOT_BEGUN.has(error.code)) return refused(error);
    return {
      data: null,
      errors: [new GraphQLError((error as Error).message, { originalError: error as Error })],
    };
  } finally {
    context.scope = undefined;
  }
}

/** What the console asks whatever is looked at. */
const OF_EVERY_PAGE: ReadonlySet<string> = new Set(['viewer', '__schema', '__type', '__typename']);

/** Codes of requests that were not carried out, through no fault of what they ask for. */
const NOT_BEGUN: ReadonlySet<ErrorCode> = new Set(['RATE_LIMITED', 'UNAVAILABLE']);

const refused = (problem: Problem): ExecutionResult => ({
  errors: [new GraphQLError(problem.message, { originalError: problem })],
});

type Given = Operation & { operation: OperationDefinitionNode };

const OF_A_QUERY = { transactionTimeoutMs: OPERATION_TIMEOUT_MS + 1_000 };

class Run {
  readonly #request: Given;
  readonly #variables: Record<string, unknown>;
  readonly #root: GraphQLObjectType;
  readonly #selected: Map<string, FieldNode[]>;
  readonly #started = performance.now();
  /** What the fields of a query have been answered with, if that is known before they are put together. */
  #answers = new Map<string, () => unknown>();

  constructor(request: Given, variables: Record<string, unknown>) {
    this.#request = request;
    this.#variables = variables;
    const root = request.schema.getRootType(request.operation.operation);
    if (!root) throw new GraphQLError(`There is no ${request.operation.operation} in this schema.`);
    this.#root = root;
    this.#selected = fieldsOf([request.operation.selectionSet], {
      fragments: request.fragments,
      variableValues: variables,
    });
  }

  /** Of all root fields, without the objects they ask for. */
  get cost(): number {
    return (
      this.#selected.size * COST[this.#request.operation.operation === 'mutation' ? 'mutation' : 'query']
    );
  }

  get onlyAboutSchema(): boolean {
    return [...this.#selected.values()].every((nodes) => nodes[0]?.name.value.startsWith('__'));
  }

  /**
   * A query whose fields are answered by one statement each takes one round trip, which asks who the caller is as well.
   * Undefined if it is another, or if something is wrong with it, which is then found out in order.
   */
  async atOnce(): Promise<ExecutionResult | undefined> {
    const { context } = this.#request;
    const { credentials, scopes } = context;
    const caller = credentials.kind === 'session' && scopes.callerOf(credentials);
    if (!caller) return undefined;
    const written = new Map<string, Reading>();
    const reader = new Reader(caller);
    try {
      for (const [key, nodes] of this.#selected) {
        const reading = this.#reading(reader, nodes);
        if (!reading) return undefined;
        written.set(key, reading);
      }
    } catch {
      return undefined;
    }
    context.charge(this.cost + reader.objects);
    const answers = await scopes.read(credentials, OF_A_QUERY, [...written.values()]);
    let i = 0;
    for (const [key, reading] of written) {
      const answer = answers[i++] ?? null;
      await this.#note(reading, answer);
      this.#answers.set(key, () => answerOf(reading, answer));
    }
    return this.fields();
  }

  /** A query in a scope that is open until all its fields are answered. */
  inScope(): Promise<ExecutionResult> {
    const { context } = this.#request;
    context.charge(this.cost);
    const { requestId, address } = context;
    const options = { ...OF_A_QUERY, requestId, address, readOnly: true };
    return context.scopes.run(context.credentials, options, (scope) => {
      context.scope = scope;
      const reader = new Reader(scope.actor);
      for (const [key, nodes] of this.#selected) {
        if (readings.has((nodes[0] as FieldNode).name.value))
          this.#answers.set(key, () => this.#read(scope, reader, nodes));
      }
      return this.fields();
    });
  }

  async #read(scope: Scope, reader: Reader, nodes: FieldNode[]): Promise<unknown> {
    const before = reader.objects;
    const reading = this.#reading(reader, nodes) as Reading;
    this.#request.context.charge(reader.objects - before);
    const answer = await scope.json(reading);
    await this.#note(reading, answer);
    return answerOf(reading, answer);
  }

  /** Nothing that is disclosed is answered before it is among the notes. */
  async #note({ opens, views }: Reading, answer: string | null): Promise<void> {
    const { credentials, requestId, services } = this.#request.context;
    if (answer === null || credentials.kind !== 'session') return;
    if (opens) await this.#request.context.noteOpening(opens);
    if (views && credentials.lent) await services.accessLedger.viewed(credentials, requestId, views);
  }

  /** The same of reads that are no list and no row, of those who are in for support. */
  async #noteView(name: string): Promise<void> {
    const { operation, context } = this.#request;
    const { credentials, requestId, services } = context;
    if (credentials.kind !== 'session' || !credentials.lent || operation.operation !== 'query') return;
    if (!OF_EVERY_PAGE.has(name))
      await services.accessLedger.viewed(credentials, requestId, { what: name, type: 'View' });
  }

  /** The statement that answers a field; undefined if it takes more than one. */
  #reading(reader: Reader, nodes: FieldNode[]): Reading | undefined {
    const node = nodes[0] as FieldNode;
    const write = readings.get(node.name.value);
    const field = this.#root.getFields()[node.name.value];
    if (!write || !field) return undefined;
    const { schema, fragments } = this.#request;
    const selection: Selection = { schema, fragments, fieldNodes: nodes, variableValues: this.#variables };
    return write(reader, getArgumentValues(field, node, this.#variables), selection);
  }

  async fields(): Promise<ExecutionResult> {
    // An alias may be `__proto__`.
    const data: Record<string, unknown> = Object.create(null);
    const errors: GraphQLError[] = [];
    let complete = true;
    for (const [key, nodes] of this.#selected) {
      const field = this.#root.getFields()[(nodes[0] as FieldNode).name.value];
      try {
        this.#assertTime();
        data[key] = await (this.#answers.get(key)?.() ?? this.#value(key, nodes, errors));
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
    await this.#noteView(node.name.value);
    if (!field?.resolve || !projectedMutations.has(field.name)) return this.#byGraphqlJs(key, nodes, errors);
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

  #assertTime(): void {
    if (performance.now() - this.#started > OPERATION_TIMEOUT_MS) {
      throw new TooSlow('the fields before took all of the time');
    }
  }
}

function located(error: unknown, nodes: FieldNode[], key: string): GraphQLError {
  const original = error as Error;
  return new GraphQLError(original.message, { nodes, path: [key], originalError: original });
}
