import { type Committed, localDate, type PlainDate } from '@steward/shared';
import type { Scope } from '../../../../kernel/scope.ts';
import { boundOf, COMMITTED } from '../../../trade/subscriptions/index.ts';

/** A service that a company cannot end as early as it leaves, and when it can; the last of them first. */
export async function boundServices(
  scope: Scope,
  companyId: string,
  leavesOn: PlainDate,
): Promise<{ name: string; endsOn: PlainDate }[]> {
  const running = await scope.sql<{ name: string; endsOn: PlainDate | null; commitment: Committed | null }>(
    `select p.name, s.ends_on::text as "endsOn", ${COMMITTED} as commitment from subscription s join product p on p.id = s.product_id
      where s.company_id = $1 and s.part_of_id is null and s.state not in ('ENDING', 'ENDED')
        and exists (select from subscription_commitment c where c.subscription_id = s.id)`,
    [companyId],
  );
  const today = localDate(scope.now);
  return running
    .flatMap(({ name, endsOn, commitment }) => {
      const earliest = boundOf(commitment, endsOn, today);
      return earliest && earliest.endsOn > leavesOn ? [{ name, endsOn: earliest.endsOn }] : [];
    })
    .sort((a, b) => (a.endsOn < b.endsOn ? 1 : -1));
}
