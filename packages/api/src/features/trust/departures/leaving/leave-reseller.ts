import { date, id, prose } from '@steward/shared';
import { input } from '../../../../kernel/input.ts';
import { conflict, notFound } from '../../../../kernel/problem.ts';
import { verb } from '../../../../kernel/verb.ts';
import { type Leaving, proposeDeparture } from './propose-departure.ts';

/** Has a reseller leave that has no companies any more: it proposes that itself, or the platform does, and the other side is asked. [T7] */
export const leaveReseller = verb({
  name: 'leaveReseller',
  description: 'For a reseller whose companies have all left or moved. The other side is asked to agree.',
  permission: 'DEPARTURE_WRITE',
  input: input('LeaveResellerInput', { resellerId: id(), leavesOn: date(), reason: prose(1_000) }),
  async run(scope, { resellerId, leavesOn, reason }) {
    const [reseller] = await scope.sql<
      Omit<Leaving, 'leavesOn' | 'reason'> & { isPlatform: boolean; companies: number }
    >(
      `select r.id as "resellerId", null as "companyId", r.name as "tenantName", r.left_on::text as "leftOn", r.is_platform as "isPlatform",
          coalesce((select p.name from reseller p where p.is_platform), 'The platform') as "sellerName", ${companiesLeft('r.id')} as companies
         from reseller r where r.id = $1`,
      [resellerId],
    );
    if (!reseller) throw notFound('reseller');
    if (reseller.isPlatform) throw conflict('The platform itself does not leave.', 'resellerId');
    if (reseller.companies) throw conflict(stillHas(reseller.companies), 'resellerId');
    return proposeDeparture(scope, { ...reseller, leavesOn, reason });
  },
});

/** SQL: how many companies of a reseller have not left. */
export const companiesLeft = (reseller: string): string =>
  `(select count(*)::int from company c where c.reseller_id = ${reseller} and c.left_on is null)`;

/** Why a reseller cannot leave. */
export const stillHas = (companies: number): string =>
  `It still has ${companies === 1 ? 'a company' : `${companies} companies`}: each leaves or moves first.`;
