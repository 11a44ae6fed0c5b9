import { date, formatDate, id, prose } from '@steward/shared';
import { input } from '../../../../kernel/input.ts';
import { conflict, invalid, notFound } from '../../../../kernel/problem.ts';
import { verb } from '../../../../kernel/verb.ts';
import { boundServices } from './bound-services.ts';
import { type Leaving, proposeDeparture } from './propose-departure.ts';

/**
 * Has a company leave on a day to come: it proposes that itself, or its seller does, and the other side is asked. What was taken for
 * longer is ended first. [T7]
 */
export const leaveCompany = verb({
  name: 'leaveCompany',
  description: 'The day is the first on which it is no customer any more. The other side is asked to agree.',
  permission: 'DEPARTURE_WRITE',
  input: input('LeaveCompanyInput', { companyId: id(), leavesOn: date(), reason: prose(1_000) }),
  async run(scope, { companyId, leavesOn, reason }) {
    const [company] = await scope.sql<Omit<Leaving, 'leavesOn' | 'reason'> & { moves: boolean }>(
      `select c.reseller_id as "resellerId", c.id as "companyId", c.name as "tenantName", r.name as "sellerName", c.left_on::text as "leftOn",
          exists (select from company_move m where m.company_id = c.id and m.state in ('PROPOSED', 'APPROVED')) as moves
         from company c join reseller r on r.id = c.reseller_id where c.id = $1`,
      [companyId],
    );
    if (!company) throw notFound('company');
    if (company.moves) throw conflict('It is to move to another reseller: withdraw that first.', 'companyId');
    const [bound] = await boundServices(scope, companyId, leavesOn);
    if (bound)
      throw invalid(
        'leavesOn',
        `Must not be before ${formatDate(bound.endsOn)}: ${bound.name} is taken until then.`,
      );
    return proposeDeparture(scope, { ...company, leavesOn, reason });
  },
});
