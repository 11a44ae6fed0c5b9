import { formatMoney, id } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { job } from '../../../kernel/jobs.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { perform, verb } from '../../../kernel/verb.ts';
import { queueMails } from '../../desk/notifications/index.ts';
import { type OrderApprover, type OrderState, ServiceOrder } from './order.entity.ts';

const MAIL = 'mail-order';

/** Has those told whom an order concerns as it stands by then: who has to approve it, or who placed it. */
export const queueOrderMail = (
  scope: Scope,
  { id: orderId, resellerId }: { id: string; resellerId: string },
): Promise<void> => scope.enqueue(MAIL, { resellerId, orderId }, { key: `${MAIL} ${orderId}` });

interface Told {
  id: string;
  resellerId: string;
  companyId: string;
  reference: string;
  company: string;
  state: OrderState;
  awaits: OrderApprover[];
  retailMinor: number;
  currency: string;
  failure: string | null;
  placedBy: string | null;
  placedByPerson: string | null;
  placedByName: string;
  decidedByName: string | null;
  decisionNote: string | null;
}

/** Tells those who have to approve an order that it waits for them, or whoever placed it what became of it. [C4] */
export const mailOrder = verb({
  name: 'mailOrder',
  permission: 'system',
  input: input('MailOrderInput', { orderId: id() }),
  async run(scope, { orderId }, { publicUrl }) {
    const found = await scope.sql<Told>(
      `select o.id, o.reseller_id as "resellerId", o.company_id as "companyId", o.reference, c.name as company, o.state, o.awaits,
          o.retail_minor::float8 as "retailMinor", o.currency, o.failure, o.placed_by as "placedBy", o.placed_by_person as "placedByPerson",
          o.placed_by_name as "placedByName", o.decided_by_name as "decidedByName", o.decision_note as "decisionNote"
        from service_order o join company c on c.id = o.company_id where o.id = $1`,
      [orderId],
    );
    const [order] = await scope.opened(ServiceOrder, found);
    if (!order) return { result: 0, subject: null };
    const { subject, says } = lettersAbout(order);
    const readers = await readersOf(scope, order);
    await queueMails(
      scope,
      'order',
      readers.map(({ email, firstName, companyId }) => ({
        resellerId: order.resellerId,
        companyId,
        endUserId: null,
        to: email,
        subject,
        body: [`Hello ${firstName},`, ...says, `The order is here:\n${publicUrl}/orders/${orderId}`].join(
          '\n\n',
        ),
      })),
    );
    return { result: readers.length, subject: null };
  },
});

/** Whoever may approve it where it waits, but not whoever placed it; otherwise who placed it. */
const readersOf = (
  scope: Scope,
  order: Told,
): Promise<{ email: string; firstName: string; companyId: string | null }[]> =>
  scope.sql(
    `select m.email, m.first_name as "firstName", m.company_id as "companyId" from membership m join role r on r.id = m.role_id
      where m.status = 'ACTIVE' and m.lent_to is null and m.reseller_id = $1
        and case when $2::text is null then m.id = $3
          else m.level = $2 and coalesce(m.company_id, $4) = $4 and m.person_id is distinct from $5
            and 'ORDER_APPROVE' = any (r.permissions) end
      order by m.created_at`,
    [order.resellerId, order.awaits[0] ?? null, order.placedBy, order.companyId, order.placedByPerson],
  );

function lettersAbout(order: Told): { subject: string; says: string[] } {
  const { reference, company, placedByName, decidedByName, decisionNote, failure } = order;
  const named = `Order ${reference} for ${company}`;
  switch (order.state) {
    case 'AWAITING_APPROVAL':
      return {
        subject: `${named} waits for your approval`,
        says: [`${placedByName} has ordered services for ${company}. ${changeIn(order)}`],
      };
    case 'DECLINED':
      return {
        subject: `${named} has been declined`,
        says: [`${decidedByName} has declined it, and nothing was changed:`, decisionNote ?? ''],
      };
    case 'FAILED':
      return {
        subject: `${named} could not be carried out`,
        says: ['Nothing of it has been changed. This stands in its way:', failure ?? ''],
      };
    default:
      return {
        subject: `${named} has been approved`,
        says: [`${decidedByName} has approved it. ${changeIn(order)}`],
      };
  }
}

const changeIn = ({ retailMinor, currency }: Told): string =>
  retailMinor === 0
    ? 'The monthly price stays as it is.'
    : `It ${retailMinor > 0 ? 'adds' : 'takes'} ${formatMoney(Math.abs(retailMinor), currency)} ${
        retailMinor > 0 ? 'to' : 'off'
      } the monthly price, without VAT.`;

export const mailOrderJob = job({
  name: MAIL,
  for: 'tenant',
  does: [mailOrder],
  payload: z.object({ resellerId: z.string(), orderId: z.string() }),
  run: async (setting, { orderId }) => void (await perform(setting, mailOrder, { orderId })),
});
