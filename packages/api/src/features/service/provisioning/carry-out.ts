import type { Seals } from '../../../kernel/keys.ts';
import { ConnectorFault, type Line, openConnector, type Shape, type Wanted } from '../connectors/index.ts';
import type { AttemptOutcome } from './attempt-outcome.ts';
import { type Difference, withAccepted } from './drift.ts';
import type { Reached } from './provided-service.ts';

/** A step as an attempt keeps it. */
export interface StepTaken {
  name: string;
  words: string;
  done: boolean;
}

/** What came of one attempt. */
export interface Delivery {
  outcome: AttemptOutcome;
  /** A sentence for whoever waits for the service; names no address of the operator's systems. Null: it is done. */
  reason: string | null;
  /** For staff. */
  detail: string | null;
  durationMs: number | null;
  /** How long the other side wants to be left alone. */
  retryAfterMs?: number | null;
  /** What was done, in its order; the last one is not done if that is where it failed. */
  steps?: readonly StepTaken[];
  /** What was there in the end; left out where nobody looked. */
  observed?: Shape | null;
  /** By what names the other side calls it, if it tells what has changed. */
  knownAs?: readonly string[];
}

/** For one attempt, everything included: less than a lease. */
const TOTAL_MS = 90_000;
const CALL_MS = 10_000;
/** Looks after steps were taken: what one step brings about may ask for another. */
const MOST_ROUNDS = 3;

interface Task {
  connector: Reached;
  wanted: Wanted;
  /** Whether the service is to be there. */
  there: boolean;
  accepted: readonly Difference[];
}

/**
 * Brings what is at the other side to what is wanted: looks, takes the steps that lead there one by one, and looks again. It may be
 * broken off anywhere: whoever comes next looks first, and takes what is left. Never throws for what the other side does. [P1]
 */
export async function carryOut(
  { connector, wanted, there, accepted }: Task,
  seals: Seals,
  allowPrivate: readonly string[],
): Promise<Delivery> {
  const started = performance.now();
  const steps: StepTaken[] = [];
  let observed: Shape | null | undefined;
  let knownAs: readonly string[] | undefined;
  const ended = (rest: Pick<Delivery, 'outcome' | 'reason' | 'detail' | 'retryAfterMs'>): Delivery => ({
    ...rest,
    durationMs: Math.round(performance.now() - started),
    steps,
    ...(observed === undefined ? {} : { observed }),
    ...(knownAs && { knownAs }),
  });
  try {
    const { kind, settings, open } = openConnector(connector, seals);
    const desired = there ? withAccepted(kind.shape(wanted, settings), accepted) : null;
    const session = await open(lineOf(allowPrivate));
    const see = async (): Promise<void> => {
      observed = await session.observe(wanted);
      knownAs = session.names?.(wanted);
    };
    try {
      await see();
      for (let round = 0; round < MOST_ROUNDS; round += 1) {
        const ahead = kind.steps(desired, observed ?? null);
        if (!ahead.length) return ended({ outcome: 'DONE', reason: null, detail: null });
        for (const step of ahead) {
          const taken: StepTaken = { name: step.name, words: step.words, done: false };
          steps.push(taken);
          await session.take(step, wanted);
          taken.done = true;
        }
        await see();
      }
      const left = kind.steps(desired, observed ?? null);
      if (!left.length) return ended({ outcome: 'DONE', reason: null, detail: null });
      return ended({
        outcome: 'UNSETTLED',
        reason: 'The provisioning system took every change, but does not show it yet.',
        detail: `Still to do: ${left.map(({ words }) => words).join('; ')}`.slice(0, 500),
      });
    } finally {
      await session.close().catch(() => {});
    }
  } catch (error) {
    if (!(error instanceof ConnectorFault)) throw error;
    const { kind: outcome, reason, detail, retryAfterMs } = error;
    return ended({ outcome, reason, detail, retryAfterMs });
  }
}

/** What a look has seen. */
export interface Sight extends Pick<Delivery, 'knownAs'> {
  observed: Shape | null;
}

/** Only looks, unless what is wanted can be at no account. Throws the connector's fault. */
export async function look(
  connector: Reached,
  wanted: Wanted,
  seals: Seals,
  allowPrivate: readonly string[],
): Promise<Sight> {
  const { kind, settings, open } = openConnector(connector, seals);
  kind.shape(wanted, settings);
  const session = await open(lineOf(allowPrivate));
  try {
    const observed = await session.observe(wanted);
    const knownAs = session.names?.(wanted);
    return { observed, ...(knownAs && { knownAs }) };
  } finally {
    await session.close().catch(() => {});
  }
}

/** How the other side is reached from a worker. */
export const lineOf = (allowPrivate: readonly string[]): Line => ({
  allowPrivate,
  signal: AbortSignal.timeout(TOTAL_MS),
  timeoutMs: CALL_MS,
});
