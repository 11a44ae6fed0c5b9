import type { Seals } from '../../../kernel/keys.ts';
import {
  type AnyConnectorKind,
  ConnectorFault,
  type ConnectorSession,
  openConnector,
  type Shape,
} from '../connectors/index.ts';
import { sameShape, withAccepted } from './drift.ts';
import { byHand } from './message.ts';
import type { ProvidedService, Reached } from './provided-service.ts';

/** What would be done for a service, in words, and why nothing can be said where that is so. */
export interface DryRun {
  service: ProvidedService;
  /** Whether the service is to be there in the end. */
  there: boolean;
  /** Whose words the attributes are. */
  kind: AnyConnectorKind | undefined;
  desired: Shape | null;
  observed: Shape | null;
  steps: readonly { name: string; words: string }[];
  problem: string | null;
}

/** For all that is looked at together. */
const TOTAL_MS = 30_000;
const CALL_MS = 10_000;

interface Conversation {
  kind: AnyConnectorKind;
  settings: unknown;
  session: ConnectorSession;
}

/** Says what would be done for each of these services. Only looks: no step is taken. Never throws for what the other side does. [P2] */
export async function dryRun(
  services: readonly ProvidedService[],
  seals: Seals,
  allowPrivate: readonly string[],
): Promise<DryRun[]> {
  const signal = AbortSignal.timeout(TOTAL_MS);
  const begun = new Map<string, Promise<Conversation>>();
  const at = (connector: Reached): Promise<Conversation> => {
    const known = begun.get(connector.connectorId);
    if (known) return known;
    const opened = (async () => {
      const { kind, settings, open } = openConnector(connector, seals);
      return { kind, settings, session: await open({ allowPrivate, signal, timeoutMs: CALL_MS }) };
    })();
    begun.set(connector.connectorId, opened);
    return opened;
  };
  const outcomes: DryRun[] = [];
  try {
    // One after the other: a conversation is one.
    for (const service of services) outcomes.push(await planned(service, at));
    return outcomes;
  } finally {
    for (const opened of begun.values()) {
      await opened.then(({ session }) => session.close()).catch(() => {});
    }
  }
}

async function planned(
  service: ProvidedService,
  at: (connector: Reached) => Promise<Conversation>,
): Promise<DryRun> {
  const there = service.state !== 'ENDING' && service.state !== 'ENDED';
  const { formerly, connector } = service;
  const outcome: DryRun = {
    service,
    there,
    kind: undefined,
    desired: null,
    observed: null,
    steps: [],
    problem: null,
  };
  if (service.state === 'ENDED') return outcome;
  try {
    const away = formerly && formerly.kind !== 'WEBHOOK' ? await leaving(service, formerly, at) : [];
    if (!there && formerly) return { ...outcome, steps: away };
    if (!connector || connector.kind === 'WEBHOOK') {
      return { ...outcome, ...byWord(service, there), steps: [...away, ...byWord(service, there).steps] };
    }
    const { kind, settings, session } = await at(connector);
    const desired = there ? withAccepted(kind.shape(service.wanted, settings), service.known.accepted) : null;
    const observed = await session.observe(service.wanted);
    return { ...outcome, kind, desired, observed, steps: [...away, ...kind.steps(desired, observed)] };
  } catch (error) {
    if (!(error instanceof ConnectorFault)) throw error;
    return { ...outcome, problem: error.reason };
  }
}

/** What is taken away where the service was before its product went elsewhere. */
async function leaving(
  { wanted }: ProvidedService,
  formerly: Reached,
  at: (connector: Reached) => Promise<Conversation>,
): Promise<DryRun['steps']> {
  const { kind, session } = await at(formerly);
  return kind
    .steps(null, await session.observe(wanted))
    .map(({ name, words }) => ({ name, words: `At ${formerly.name}: ${words}` }));
}

/** What is only told, or done by hand: of that the last word is what is there. */
function byWord(
  { connector, wanted, known: { observed } }: ProvidedService,
  there: boolean,
): Pick<DryRun, 'desired' | 'observed' | 'steps'> {
  const desired = there ? byHand(wanted) : null;
  if (desired && observed ? sameShape(desired, observed) : desired === observed) {
    return { desired, observed, steps: [] };
  }
  const what = !desired ? 'take it away' : observed ? 'change it' : 'set it up';
  const step = connector
    ? { name: 'send-webhook', words: `Ask the receiver of the webhook to ${what}` }
    : { name: 'ask-somebody', words: `Ask somebody to ${what} by hand` };
  return { desired, observed, steps: [step] };
}
