import type { Demonstration, DemoPart } from '../../../kernel/feature.ts';
import { perform } from '../../../kernel/verb.ts';
import { chainAudit } from './chain-audit.ts';
import { publishAuditHeads } from './publish-audit-heads.ts';

/** The log of the year so far hangs together, and where it ends is published as it is every night. */
async function playAudit({ setting, inScope }: Demonstration): Promise<void> {
  const as = (resellerId: string | null) => {
    const does = [chainAudit.name, publishAuditHeads.name];
    return { ...setting, credentials: { kind: 'system', task: 'demonstration', resellerId, does } as const };
  };
  const tenants = await inScope((scope) => scope.sql<{ id: string }>('select id from reseller order by id'));
  for (const { id: resellerId } of tenants) while (await perform(as(resellerId), chainAudit, { resellerId }));
  await perform(as(null), publishAuditHeads, {});
}

export const demo: DemoPart = { present: playAudit };
