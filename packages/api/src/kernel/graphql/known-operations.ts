import type { ApolloServerPlugin } from '@apollo/server';
import type { FastifyRequest } from 'fastify';
import { type DocumentNode, type FragmentDefinitionNode, Kind, type OperationDefinitionNode } from 'graphql';
import type { RequestContext } from '../request.ts';

/** An operation of a document that is valid, and how it is asked. */
export interface ValidOperation {
  operation: OperationDefinitionNode | undefined;
  fragments: Record<string, FragmentDefinitionNode>;
  variables: Record<string, unknown>;
}

const MOST_OPERATIONS = 1_000;
const LONGEST_SOURCE = 20_000;
const MOST_TYPES = 100;
const LONGEST_ACCEPT = 500;

/**
 * The operations that Apollo has parsed, validated and found within the limits, by the text they came in. Whatever is unusual
 * about the form of a request is left to Apollo, whether or not its operation is known.
 */
export class KnownOperations {
  readonly #operations = new Map<string, Omit<ValidOperation, 'variables'>>();
  /** The content type Apollo chose, by what the caller accepts. */
  readonly #types = new Map<string, string>();

  /** Learns what Apollo has found good. */
  readonly plugin: ApolloServerPlugin<RequestContext> = {
    requestDidStart: async () => ({
      didResolveOperation: async ({ source, document, operation, request }) => {
        if (!operation || source.length > LONGEST_SOURCE) return;
        if (this.#operations.size >= MOST_OPERATIONS) this.#operations.clear();
        this.#operations.set(keyOf(source, request.operationName), {
          operation,
          fragments: fragmentsOf(document),
        });
      },
    }),
  };

  /** Learns which content type was chosen for what the request accepts. */
  learnType(
    { headers: { accept = '' } }: FastifyRequest,
    answer: { status: number; headers: Headers },
  ): void {
    const type = answer.headers['content-type'];
    if (answer.status !== 200 || !type || accept.length > LONGEST_ACCEPT) return;
    if (this.#types.size >= MOST_TYPES) this.#types.clear();
    this.#types.set(accept, type);
  }

  /** The operation that a request asks for and the content type of its answer, if both are known. */
  find({ method, headers, body }: FastifyRequest): { operation: ValidOperation; type: string } | undefined {
    if (method !== 'POST' || !/^application\/json(; ?charset=utf-8)?$/i.test(headers['content-type'] ?? ''))
      return undefined;
    if (!isObject(body)) return undefined;
    const { query, operationName, variables, extensions } = body;
    if (typeof query !== 'string' || !isTextOrNothing(operationName)) return undefined;
    if (isSomething(extensions) || (isSomething(variables) && !isObject(variables))) return undefined;
    const known = this.#operations.get(keyOf(query, operationName));
    const type = this.#types.get(headers.accept ?? '');
    return known && type
      ? { operation: { ...known, variables: (variables ?? {}) as Record<string, unknown> }, type }
      : undefined;
  }
}

type Headers = Record<string, string>;

const isSomething = (value: unknown): boolean => value !== undefined && value !== null;
const isTextOrNothing = (value: unknown): value is string | null | undefined =>
  !isSomething(value) || typeof value === 'string';
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A name of an operation has no line break. */
const keyOf = (source: string, operationName: string | null | undefined): string =>
  `${operationName ?? ''}\n${source}`;

const fragments = new WeakMap<DocumentNode, Record<string, FragmentDefinitionNode>>();

/** The fragments of a document, by name. */
export function fragmentsOf(document: DocumentNode): Record<string, FragmentDefinitionNode> {
  let known = fragments.get(document);
  if (!known) {
    known = {};
    for (const node of document.definitions)
      if (node.kind === Kind.FRAGMENT_DEFINITION) known[node.name.value] = node;
    fragments.set(document, known);
  }
  return known;
}
