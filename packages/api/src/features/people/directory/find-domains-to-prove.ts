import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { enqueueAll, job } from '../../../kernel/jobs.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { perform, verb } from '../../../kernel/verb.ts';
import { proveDomain } from './prove-domain.ts';

export const proveDomainJob = job({
  name: 'prove-domain',
  for: 'tenant',
  does: [proveDomain],
  lane: 'dns',
  payload: z.object({ resellerId: z.string(), domainId: z.string() }),
  run: async (setting, { domainId }) => void (await perform(setting, proveDomain, { id: domainId })),
});

/** Has domains looked up soon. */
export const queueProofs = (
  scope: Scope,
  domains: readonly { resellerId: string; domainId: string }[],
): Promise<void> => enqueueAll(scope, proveDomainJob, domains);

/** Finds the domains, of all tenants, whose record is to be looked for again. [U1] */
export const findDomainsToProve = verb({
  name: 'findDomainsToProve',
  permission: 'system',
  input: input('FindDomainsToProveInput', {}),
  async run(scope) {
    const due = await scope.sql<{ resellerId: string; domainId: string }>(
      `select reseller_id as "resellerId", id as "domainId" from domain where next_check_at <= $1`,
      [scope.now],
    );
    await queueProofs(scope, due);
    return { result: due.length, subject: null };
  },
});

export const findDomainsToProveJob = job({
  name: 'domains-to-prove',
  for: 'platform',
  does: [findDomainsToProve],
  payload: z.object({}),
  cron: '* * * * *',
  run: async (setting) => void (await perform(setting, findDomainsToProve, {})),
});
