import { newId } from '@steward/shared';
import type { Tenancy } from '../../../kernel/actor.ts';
import type { Demonstration, DemoPart } from '../../../kernel/feature.ts';
import { perform } from '../../../kernel/verb.ts';
import { writeMails } from '../../desk/notifications/index.ts';
import { actAs } from '../../people/identity/index.ts';
import { carryOutRetention } from './keep-retention.ts';
import { placeLegalHold } from './place-legal-hold.ts';
import { beginRetentionRun, endRetentionRun, forgetBatch } from './retention-run.ts';
import { setRetention } from './set-retention.ts';

/**
 * Globex keeps what add-on services needed for three months only; a claim holds what is kept of one of its people, and staff hold
 * its accounts for an enquiry. Last night old letters went, but for hers; some more are over by now.
 */
async function playRetention(demonstration: Demonstration): Promise<void> {
  const { setting, inScope } = demonstration;
  const [company, staff] = await Promise.all(
    ['admin@globex.example', 'staff@xe2.example'].map((email) => actAs(demonstration, email)),
  );
  const [globex] = await inScope((scope) =>
    scope.sql<{ companyId: string; resellerId: string; endUserId: string }>(
      `select c.id as "companyId", c.reseller_id as "resellerId",
          (select e.id from end_user e where e.company_id = c.id order by e.created_at, e.id limit 1) as "endUserId"
         from company c where c.name = 'Globex Ltd'`,
    ),
  );
  if (!company || !staff || !globex) throw new Error('The demonstration lacks Globex.');
  const { companyId, resellerId, endUserId } = globex;
  await perform(company, setRetention, { rule: 'ADD_ON', months: 3 });
  await perform(company, placeLegalHold, {
    kind: 'PERSON',
    endUserId,
    reference: 'Claim 2026-114',
    reason:
      'She says that she was not told of the new shift plan; our solicitors ask for every letter to her.',
  });
  await perform(staff, placeLegalHold, {
    kind: 'MATTER',
    companyId,
    rules: ['ACCOUNTS', 'TRAFFIC'],
    reference: 'HMRC enquiry CF-2291',
    reason: 'The enquiry is about calls charged in the last two years.',
  });

  /** Letters to the company's people, written so many months ago. */
  const letters = (months: number, count: number) =>
    inScope(async (scope) => {
      const found = await scope.sql<Tenancy & { to: string; at: Date }>(
        `select e.reseller_id as "resellerId", e.company_id as "companyId", e.id as "endUserId", coalesce(e.email, 'nobody@globex.example') as "to",
             $4::timestamptz - make_interval(months => $2) as at
           from end_user e where e.company_id = $1 order by e.created_at, e.id limit $3`,
        [companyId, months, count, scope.now],
      );
      await writeMails(
        scope,
        found.map(({ at, ...letter }) => ({
          ...letter,
          id: newId(),
          channel: 'EMAIL',
          subject: 'Your service is ready',
          body: null,
          unsubscribe: null,
          cause: 'subscriptionStarted',
          attachments: [],
          state: 'SENT',
          error: null,
          createdAt: at,
          sentAt: at,
        })),
      );
    });
  await letters(15, 6);
  await letters(14, 4);
  const does = [beginRetentionRun, forgetBatch, endRetentionRun].map(({ name }) => name);
  const credentials = { kind: 'system', task: 'carry-out-retention', resellerId, does } as const;
  await carryOutRetention({ ...setting, credentials }, { resellerId, companyId });
  await letters(13, 5);
}

export const demo: DemoPart = { present: playRetention };
