import { id } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { type Outcome, outsideVerb } from '../../../kernel/verb.ts';
import { kindOf } from '../connectors/index.ts';
import { type DryRun, dryRun } from './dry-run.ts';
import { type ProvidedService, providedService } from './provided-service.ts';

/** The most services that one dry run looks at. */
export const MOST_AT_ONCE = 20;

interface Planned {
  services: readonly ProvidedService[];
  busy: boolean;
}

/** What came of a dry run; busy: a connector has no time for it now. */
export interface DryRuns {
  busy: boolean;
  runs: readonly DryRun[];
}

/** Looks, as the product itself, what would be done for services of one tenant; whoever asked has been let see them. [P2] */
export const dryRunServices = outsideVerb({
  name: 'dryRunServices',
  permission: 'system',
  input: input('DryRunServicesInput', { subscriptionIds: z.array(id()).max(MOST_AT_ONCE) }),
  async plan(scope, { subscriptionIds }): Promise<Planned> {
    const services: ProvidedService[] = [];
    for (const subscriptionId of subscriptionIds) {
      const service = await providedService(scope, subscriptionId);
      if (service) services.push(service);
    }
    const reached = new Map(
      services.flatMap(({ connector, formerly }) =>
        [connector, formerly].flatMap((one) => (one ? [[one.connectorId, one.kind] as const] : [])),
      ),
    );
    for (const [connectorId, word] of reached) {
      const limits = kindOf(word)?.limits;
      if (!limits) continue;
      const [turn] = await scope.sql<{ at: Date | null }>('select take_turn($1, null, $2, $3, $4) as at', [
        connectorId,
        limits.atOnce,
        limits.perMinute,
        scope.now,
      ]);
      if (turn?.at) return { services: [], busy: true };
    }
    return { services, busy: false };
  },
  call: ({ services }, _input, { services: { seals, outbound } }): Promise<readonly DryRun[]> =>
    dryRun(services, seals, outbound.allow),
  settle: (_scope, { busy }, runs): Promise<Outcome<DryRuns>> =>
    Promise.resolve({ result: { busy, runs }, subject: null }),
});
