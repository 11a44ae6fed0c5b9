import { formatDate, localDate } from '@steward/shared';
import { input } from '../../../../kernel/input.ts';
import { verb } from '../../../../kernel/verb.ts';
import { queueMails } from '../../../desk/notifications/index.ts';
import type { DepartureState } from './departure.entity.ts';

interface News {
  id: string;
  resellerId: string;
  companyId: string | null;
  email: string;
  firstName: string;
  state: DepartureState;
  tenantName: string;
  sellerName: string;
  leavesOn: string;
  openUntil: Date | null;
  because: string | null;
}

const until = ({ openUntil }: News): string => formatDate(localDate(openUntil ?? new Date(0)));

const SAID: Partial<Record<DepartureState, (news: News) => string>> = {
  PROPOSED: ({ tenantName, sellerName, leavesOn }) =>
    `${tenantName} is to leave ${sellerName} on ${formatDate(leavesOn)}. Please say whether you agree. On that day its services end, and its last invoice is made out`,
  AGREED: ({ tenantName, sellerName, leavesOn }) =>
    `Both have agreed: ${tenantName} leaves ${sellerName} on ${formatDate(leavesOn)}. Until then it can be withdrawn`,
  LEFT: (news) =>
    `${news.tenantName} has left ${news.sellerName}: its services have ended. Everything that is kept of it is being put into one signed file, which its administrators can fetch until ${until(news)}. After that nobody of it signs in any more, and what no law asks to be kept is deleted`,
  CLOSED: ({ tenantName }) =>
    `Nobody of ${tenantName} signs in any more, and the file with its data can no longer be fetched. What no law asks to be kept is deleted`,
  DELETED: ({ tenantName }) =>
    `What was kept of ${tenantName} has been deleted, but for what a law asks to be kept. The report says so table by table`,
  WITHDRAWN: ({ tenantName, because }) => `${tenantName} does not leave: ${because}`,
};

/**
 * Writes to the administrators of both sides where each departure stands, once for each of its states. Who has been shut out is not
 * written to any more. [T7]
 */
export const tellOfDepartures = verb({
  name: 'tellOfDepartures',
  permission: 'system',
  input: input('TellOfDeparturesInput', {}),
  async run(scope, _input, { publicUrl }) {
    const news = await scope.sql<News>(
      `with told as (
          update departure d set told_state = d.state where d.told_state is distinct from d.state returning d.*)
        select t.id, m.reseller_id as "resellerId", m.company_id as "companyId", m.email, m.first_name as "firstName", t.state,
            t.tenant_name as "tenantName", t.seller_name as "sellerName", t.leaves_on::text as "leavesOn", t.open_until as "openUntil",
            t.settled_because as because
          from told t join membership m on m.status = 'ACTIVE' and m.lent_to is null and (
            m.level = 'RESELLER' and m.reseller_id = t.reseller_id and (t.company_id is not null or t.state in ('PROPOSED', 'AGREED', 'LEFT', 'WITHDRAWN'))
            or m.level = 'COMPANY' and m.company_id = t.company_id and t.state in ('PROPOSED', 'AGREED', 'LEFT', 'WITHDRAWN')
            or m.level = 'PLATFORM' and m.reseller_id = (select p.id from reseller p where p.is_platform)
              and (t.company_id is null or t.reseller_id = m.reseller_id or t.state in ('CLOSED', 'DELETED')))
          order by t.id, m.id`,
    );
    await queueMails(
      scope,
      'departure',
      news.flatMap((one) => {
        const { email, firstName, resellerId, companyId } = one;
        const said = SAID[one.state];
        if (!said) return [];
        return {
          ...{ resellerId, companyId, endUserId: null, to: email },
          subject: `${one.tenantName}: leaving`,
          body: [`Hello ${firstName},`, `${said(one)}.`, `${publicUrl}/departures/${one.id}`].join('\n\n'),
        };
      }),
    );
    return { result: news.length, subject: null };
  },
});
