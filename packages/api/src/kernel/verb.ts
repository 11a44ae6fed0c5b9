import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { z } from 'zod';
import type { Credentials } from './actor.ts';
import { type Subject, writeAudit } from './audit.ts';
import { assertAllowed, type RequestContext, type Requirement, type Services } from './graphql/context.ts';
import { check, type Input } from './input.ts';
import type { Log } from './log.ts';
import { Problem } from './problem.ts';
import { answerOf, type Projected, type Reading, readRow } from './read/project.ts';
import { Reader } from './read/reader.ts';
import type { Scope, Scopes } from './scope.ts';
import { type Class, tableOf } from './table.ts';

/** Where a verb runs: behind a request, or in a job. */
export interface Setting {
  scopes: Scopes;
  credentials: Credentials;
  requestId: string;
  /** Where the request came from. */
  address?: string;
  log: Log;
  services: Services;
}

interface VerbBase<I> {
  /** The one word: GraphQL mutation, audit action, job. */
  name: string;
  permission: Requirement;
  input: Input;
  /** A sentence for the API's reader. */
  description?: string;
  readonly _input?: I;
}

/** What a verb did, for the audit log: the row it is about, in whose tenancy. Null: nothing happened, nothing is noted. */
export interface Outcome<R> {
  result: R;
  subject: Subject | null;
}

/** A verb that needs the database only: one transaction. */
export interface SimpleVerb<I, R> extends VerbBase<I> {
  run(scope: Scope, input: I, services: Services): Promise<Outcome<R>>;
}

/**
 * A verb that talks to the outside or works long: `plan` in one transaction (keys stored, row locked or leased), `call`
 * in none, `settle` in a second transaction. A crash in between leaves what was planned, to be taken up again.
 */
export interface OutsideVerb<I, R, P, C> extends VerbBase<I> {
  plan(scope: Scope, input: I, services: Services): Promise<P>;
  call(planned: P, input: I, setting: Setting): Promise<C>;
  settle(scope: Scope, planned: P, called: C, input: I, services: Services): Promise<Outcome<R>>;
}

/**
 * Thrown by `call` when what was planned does not hold any more, and that has been written down: it is planned once more.
 * The second time this is the answer.
 */
export class OutOfDate extends Problem {
  constructor(message: string) {
    super('CONFLICT', message);
  }
}

export type Verb<I, R, P = unknown, C = unknown> = SimpleVerb<I, R> | OutsideVerb<I, R, P, C>;

// biome-ignore lint/suspicious/noExplicitAny: a registry holds verbs of every input and result
export type AnyVerb = Verb<any, any, any, any>;

type Given<S extends z.ZodRawShape> = z.infer<z.ZodObject<S>>;

/** Declares a verb of one transaction. */
export function verb<S extends z.ZodRawShape, R>(
  definition: Omit<SimpleVerb<Given<S>, R>, 'input' | '_input'> & { input: Input<S> },
): SimpleVerb<Given<S>, R> {
  return definition as unknown as SimpleVerb<Given<S>, R>;
}

/** Declares a verb of plan, call and settle. */
export function outsideVerb<S extends z.ZodRawShape, R, P, C>(
  definition: Omit<OutsideVerb<Given<S>, R, P, C>, 'input' | '_input'> & { input: Input<S> },
): OutsideVerb<Given<S>, R, P, C> {
  return definition as unknown as OutsideVerb<Given<S>, R, P, C>;
}

/**
 * Does a verb: checks the permission, checks the input, opens the transaction, runs it, writes the audit row in that
 * transaction, commits. `finish` may read the outcome before the commit.
 */
export async function perform<I, R, F = R>(
  setting: Setting,
  what: Verb<I, R>,
  given: unknown,
  finish: (scope: Scope, result: R) => Promise<F> = async (_scope, result) => result as unknown as F,
): Promise<F> {
  const { scopes, credentials, requestId, address, services } = setting;
  if (credentials.kind === 'anonymous') assertAllowed(credentials, what.permission);
  const inScope = <T>(work: (scope: Scope) => Promise<T>): Promise<T> =>
    scopes.run(
      what.permission === 'anonymous' ? { kind: 'anonymous' } : credentials,
      { requestId, address },
      async (scope) => {
        assertAllowed(scope.actor, what.permission);
        return work(scope);
      },
    );
  const parse = (): I => check(what.input.rule as unknown as z.ZodType<I>, given);
  const conclude = async (scope: Scope, outcome: Outcome<R>): Promise<F> => {
    await scope.flush();
    if (outcome.subject) await writeAudit(scope, what.name, outcome.subject);
    return finish(scope, outcome.result);
  };
  if ('run' in what) {
    return inScope(async (scope) => conclude(scope, await what.run(scope, parse(), services)));
  }
  let input: I | undefined;
  const prepare = async () => {
    const planned = await inScope((scope) => {
      input = parse();
      return what.plan(scope, input, services);
    });
    return { planned, called: await what.call(planned, input as I, setting) };
  };
  const { planned, called } = await prepare().catch((error) => {
    if (error instanceof OutOfDate) return prepare();
    throw error;
  });
  return inScope(async (scope) =>
    conclude(scope, await what.settle(scope, planned, called, input as I, services)),
  );
}

/** The mutations that answer with JSON as PostgreSQL made it. */
export const projectedMutations = new Set<string>();

const answered = async (scope: Scope, reading: Reading): Promise<Projected> =>
  answerOf(reading, await scope.json(reading));

/** A GraphQL resolver for a verb whose result is the id of a row of `target`: the mutation answers with that row. */
export function mutation<I>(what: Verb<I, string>, target: Class): Offer {
  projectedMutations.add(what.name);
  return offer(
    what,
    () => target,
    (context, given, info) =>
      perform(context, what, given, (scope, id) =>
        answered(scope, readRow(new Reader(scope.actor), tableOf(target), id, info)),
      ),
  );
}

/** A GraphQL resolver for a verb with a result of its own. */
export function plainMutation<I, R>(what: Verb<I, R>, type: () => unknown): Offer {
  return offer(what, type, (context, given) => perform(context, what, given));
}

/** A verb with the GraphQL resolver that offers it. */
export interface Offer {
  verb: AnyVerb;
  resolver: Class;
}

type Answer = (context: RequestContext, given: unknown, info: GraphQLResolveInfo) => Promise<unknown>;

function offer(verb: AnyVerb, type: () => unknown, answer: Answer): Offer {
  class VerbResolver {}
  const fields = Object.keys(verb.input.rule.shape);
  const descriptor = {
    value: (...parameters: unknown[]) => {
      // Parameters come in their order, so that without an input the context is the first.
      const [given, context, info] = (fields.length ? parameters : [{}, ...parameters]) as [
        unknown,
        RequestContext,
        GraphQLResolveInfo,
      ];
      return answer(context, given, info);
    },
    writable: true,
    configurable: true,
  };
  Object.defineProperty(VerbResolver.prototype, verb.name, descriptor);
  Mutation(type as never, verb.description ? { description: verb.description } : {})(
    VerbResolver.prototype,
    verb.name,
    descriptor,
  );
  if (fields.length) Arg('input', () => verb.input.type as never)(VerbResolver.prototype, verb.name, 0);
  Ctx()(VerbResolver.prototype, verb.name, 1);
  Info()(VerbResolver.prototype, verb.name, 2);
  Resolver()(VerbResolver);
  return { verb, resolver: VerbResolver };
}

/** A read that is not a list or a row: it answers with an object of its own. */
export interface View<I, R> {
  name: string;
  permission: Requirement;
  input: Input;
  type: () => unknown;
  run(scope: Scope, input: I, services: Services): Promise<R>;
}

/** Declares a read and makes its GraphQL query; its arguments are the fields of the input. */
export function view<S extends z.ZodRawShape, R>(
  definition: Omit<View<Given<S>, R>, 'input'> & { input: Input<S> },
): Class {
  class ViewResolver {}
  const names = Object.keys(definition.input.rule.shape);
  const descriptor = {
    value: (...parameters: unknown[]) => {
      const context = parameters[names.length] as RequestContext;
      const given = Object.fromEntries(names.map((field, i) => [field, parameters[i]]));
      const run = (scope: Scope): Promise<R> => {
        assertAllowed(scope.actor, definition.permission);
        const input = check(definition.input.rule as unknown as z.ZodType<Given<S>>, given);
        return definition.run(scope, input, context.services);
      };
      // What is for nobody yet is the same for somebody: it runs as nobody, as such a verb does.
      if (definition.permission === 'anonymous') {
        const { requestId } = context;
        return context.scopes.run({ kind: 'anonymous' }, { requestId, readOnly: true }, run);
      }
      if (!context.scope) throw new Error('No scope is open.');
      return run(context.scope);
    },
    writable: true,
    configurable: true,
  };
  Object.defineProperty(ViewResolver.prototype, definition.name, descriptor);
  Query(definition.type as never)(ViewResolver.prototype, definition.name, descriptor);
  names.forEach((field, i) => {
    const { type, nullable } = definition.input.fields[field] as { type: unknown; nullable: boolean };
    Arg(field, () => type as never, { nullable })(ViewResolver.prototype, definition.name, i);
  });
  Ctx()(ViewResolver.prototype, definition.name, names.length);
  Resolver()(ViewResolver);
  return ViewResolver;
}
