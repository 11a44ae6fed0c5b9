import type { z } from 'zod';
import type { Credentials } from './actor.ts';
import { assertAllowed, assertFresh, assertOwnRight, type Requirement } from './allowed.ts';
import { type Subject, writeAudit } from './audit.ts';
import { check, type Given, type Input } from './input.ts';
import type { Log } from './log.ts';
import { Problem } from './problem.ts';
import type { Scope, Scopes } from './scope.ts';
import type { Services } from './services.ts';
import type { Class } from './table.ts';

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

/** A row about a person that is shown by what is no list: its table, and which member of the input names it. */
export interface Shows {
  of: () => Class;
  by: string;
}

interface VerbBase<I> {
  /** The one word: GraphQL mutation, audit action, job. */
  name: string;
  permission: Requirement;
  /** Of what is for whoever is signed in: it is for those, too, who are in for support. */
  lent?: true;
  /** Asks for a second factor that was shown within ten minutes, whatever the installation asks for at sign-in. [S48] */
  fresh?: true;
  input: Input;
  /** A sentence for the API's reader. */
  description?: string;
  /** What it shows of a person; whoever asks is put into the ledger of access. */
  shows?: Shows;
  readonly _input?: I;
}

/** What a verb did, for the audit log: the rows it is about, in whose tenancy. Null or none: nothing happened, nothing is noted. */
export interface Outcome<R> {
  result: R;
  subject: Subject | readonly Subject[] | null;
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
  if (credentials.kind === 'anonymous') assertAllowed(credentials, what.permission, what.name);
  const inScope = <T>(work: (scope: Scope) => Promise<T>): Promise<T> =>
    scopes.run(
      what.permission === 'anonymous' ? { kind: 'anonymous' } : credentials,
      { requestId, address },
      async (scope) => {
        assertAllowed(scope.actor, what.permission, what.name);
        assertOwnRight(scope.actor, what.permission, what.lent);
        return work(scope);
      },
    );
  const parse = (): I => check(what.input.rule as unknown as z.ZodType<I>, given);
  const conclude = async (scope: Scope, outcome: Outcome<R>): Promise<F> => {
    await scope.flush();
    if (outcome.subject) await writeAudit(scope, what.name, ...[outcome.subject].flat());
    return finish(scope, outcome.result);
  };
  const begin = <T>(work: (scope: Scope) => Promise<T>): Promise<T> =>
    inScope((scope) => {
      if (what.fresh) assertFresh(scope.actor, scope.now);
      return work(scope);
    });
  if ('run' in what) {
    return begin(async (scope) => conclude(scope, await what.run(scope, parse(), services)));
  }
  let input: I | undefined;
  const prepare = async () => {
    const planned = await begin((scope) => {
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
