import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { z } from 'zod';
import { assertAllowed, type Requirement, rootRequirements } from '../allowed.ts';
import { check, type Given, type Input } from '../input.ts';
import { answerOf, type Projected, type Reading, readRow } from '../read/project.ts';
import { Reader } from '../read/reader.ts';
import type { RequestContext } from '../request.ts';
import type { Scope } from '../scope.ts';
import type { Services } from '../services.ts';
import { type Class, tableOf } from '../table.ts';
import { type AnyVerb, perform, type Shows, type Verb } from '../verb.ts';

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
  return offer(what, type, async (context, given) => {
    const result = await perform(context, what, given);
    await noteShown(context, what, given);
    return result;
  });
}

/** The verbs and views that say what they show of a person, by name. */
export const showing = new Set<string>();

/** Puts into the ledger of access what a verb or view says that it shows. [U6] */
async function noteShown(
  context: RequestContext,
  { name, shows }: { name: string; shows?: Shows },
  given: unknown,
): Promise<void> {
  const id = shows && (given as Record<string, unknown>)[shows.by];
  if (id) await context.noteOpening({ what: name, table: tableOf(shows.of()), id: String(id) });
}

/** A verb with the GraphQL resolver that offers it. */
export interface Offer {
  verb: AnyVerb;
  resolver: Class;
}

type Answer = (context: RequestContext, given: unknown, info: GraphQLResolveInfo) => Promise<unknown>;

function offer(verb: AnyVerb, type: () => unknown, answer: Answer): Offer {
  class VerbResolver {}
  rootRequirements.set(verb.name, verb.permission);
  if (verb.shows) showing.add(verb.name);
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
  /** What it shows of a person. */
  shows?: Shows;
  run(scope: Scope, input: I, services: Services): Promise<R>;
}

/** Declares a read and makes its GraphQL query; its arguments are the fields of the input. */
export function view<S extends z.ZodRawShape, R>(
  definition: Omit<View<Given<S>, R>, 'input'> & { input: Input<S> },
): Class {
  class ViewResolver {}
  rootRequirements.set(definition.name, definition.permission);
  if (definition.shows) showing.add(definition.name);
  const names = Object.keys(definition.input.rule.shape);
  const descriptor = {
    value: async (...parameters: unknown[]) => {
      const context = parameters[names.length] as RequestContext;
      const given = Object.fromEntries(names.map((field, i) => [field, parameters[i]]));
      const run = (scope: Scope): Promise<R> => {
        assertAllowed(scope.actor, definition.permission);
        const input = check(definition.input.rule as unknown as z.ZodType<Given<S>>, given);
        return definition.run(scope, input, context.services);
      };
      // What is for nobody yet is the same for somebody: it runs as nobody, as such a verb does.
      if (definition.permission === 'anonymous') {
        const { requestId, address } = context;
        if (context.scope?.actor.kind === 'anonymous') return run(context.scope);
        return context.scopes.run({ kind: 'anonymous' }, { requestId, address, readOnly: true }, run);
      }
      if (!context.scope) throw new Error('No scope is open.');
      const answer = await run(context.scope);
      await noteShown(context, definition, given);
      return answer;
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
