import { addDays, date, formatDate, id, line, localDate, newId, prose } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { conflict, invalid, notFound } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { CompanyMove } from './company-move.entity.ts';
import { hintMove, subjectOf } from './lock-move.ts';

const DAYS_AHEAD = 365;

/**
 * Proposes that a company goes to another reseller on a day to come: by its reseller, by itself, or by the platform. Whoever proposes has
 * agreed, the others are asked. [T7]
 */
export const proposeCompanyMove = verb({
  name: 'proposeCompanyMove',
  description: 'The reseller is named as it calls itself: resellers do not see one another.',
  permission: 'COMPANY_MOVE_WRITE',
  input: input('ProposeCompanyMoveInput', {
    companyId: id(),
    toReseller: line(200),
    movesOn: date(),
    reason: prose(1_000),
  }),
  async run(scope, { companyId, toReseller, movesOn, reason }) {
    const { level, membershipId, resellerId } = memberOf(scope.actor);
    const [company] = await scope.sql<{ resellerId: string; name: string; fromName: string }>(
      `select c.reseller_id as "resellerId", c.name, r.name as "fromName" from company c join reseller r on r.id = c.reseller_id where c.id = $1`,
      [companyId],
    );
    if (!company) throw notFound('company');
    const today = localDate(scope.now);
    const [first, last] = [addDays(today, 1), addDays(today, DAYS_AHEAD)];
    if (movesOn < first || movesOn > last)
      throw invalid('movesOn', `Must be between ${formatDate(first)} and ${formatDate(last)}.`);
    const [to] = await scope.sql<{ id: string; name: string; status: string }>(
      'select * from reseller_named($1)',
      [toReseller],
    );
    if (to?.status !== 'ACTIVE')
      throw invalid(
        'toReseller',
        'There is no reseller of this name: write it as they do on their invoices.',
      );
    if (to.id === company.resellerId) throw conflict(`The company is with ${to.name} already.`, 'toReseller');
    const move = await scope.insert(CompanyMove, {
      id: newId(),
      ...{ resellerId: company.resellerId, companyId, toResellerId: to.id, companyName: company.name },
      ...{ fromName: company.fromName, toName: to.name, movesOn, reason, state: 'PROPOSED' },
      ...{ proposedBy: membershipId, proposedAt: scope.now },
      fromAgreedAt: level !== 'COMPANY' && company.resellerId === resellerId ? scope.now : null,
      toAgreedAt: null,
      companyAgreedAt: level === 'COMPANY' ? scope.now : null,
      ...{
        approvedAt: null,
        settledAt: null,
        settledBecause: null,
        heldBecause: null,
        invoiceId: null,
        toldState: null,
      },
    });
    hintMove(scope, move);
    return { result: move.id, subject: subjectOf(scope, move, 'PROPOSED') };
  },
});
