import { formatDate } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { queueMails } from '../../desk/notifications/index.ts';
import type { CompanyMoveState } from './company-move.entity.ts';

interface News {
  id: string;
  resellerId: string;
  companyId: string | null;
  email: string;
  firstName: string;
  state: CompanyMoveState;
  companyName: string;
  fromName: string;
  toName: string;
  movesOn: string;
  because: string | null;
}

const SAID: Record<CompanyMoveState, (news: News) => string> = {
  PROPOSED: ({ companyName, fromName, toName, movesOn }) =>
    `${companyName} is to move from ${fromName} to ${toName} on ${formatDate(movesOn)}. Please say whether you agree`,
  APPROVED: ({ companyName, toName, movesOn }) =>
    `All have agreed: ${companyName} moves to ${toName} on ${formatDate(movesOn)}. Until then it can be withdrawn`,
  MOVED: ({ companyName, fromName, toName }) =>
    `${companyName} is with ${toName} now. ${fromName} has invoiced all days before, and sees nothing of the company but its own books`,
  DECLINED: ({ companyName, toName, because }) => `${companyName} does not move to ${toName}: ${because}`,
  WITHDRAWN: ({ companyName, toName, because }) => `${companyName} does not move to ${toName}: ${because}`,
};

/** Writes to the administrators of both resellers and of the company where each move stands, once for each of its states. [T7] */
export const tellOfMoves = verb({
  name: 'tellOfMoves',
  permission: 'system',
  input: input('TellOfMovesInput', {}),
  async run(scope, _input, { publicUrl }) {
    const news = await scope.sql<News>(
      `with told as (
          update company_move m set told_state = m.state where m.told_state is distinct from m.state returning m.*)
        select t.id, m.reseller_id as "resellerId", m.company_id as "companyId", m.email, m.first_name as "firstName", t.state,
            t.company_name as "companyName", t.from_name as "fromName", t.to_name as "toName", t.moves_on::text as "movesOn",
            t.settled_because as because
          from told t join membership m on m.company_id = t.company_id and m.level = 'COMPANY'
            or m.reseller_id in (t.reseller_id, t.to_reseller_id) and m.level = 'RESELLER'
          where m.status = 'ACTIVE' and m.lent_to is null order by t.id, m.id`,
    );
    await queueMails(
      scope,
      'companyMove',
      news.map(({ email, firstName, resellerId, companyId, ...one }) => ({
        ...{ resellerId, companyId, endUserId: null, to: email },
        subject: `${one.companyName}: move to ${one.toName}`,
        body: [
          `Hello ${firstName},`,
          `${SAID[one.state]({ ...one, email, firstName, resellerId, companyId })}.`,
          `${publicUrl}/moves/${one.id}`,
        ].join('\n\n'),
      })),
    );
    return { result: news.length, subject: null };
  },
});
