import { localDate, newId, newReference } from '@steward/shared';
import type { Given } from '../../../kernel/input.ts';
import { invalid, Problem } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { verb } from '../../../kernel/verb.ts';
import { chosenCompany } from '../../people/directory/index.ts';
import { who } from '../../people/identity/index.ts';
import { paidIn } from '../../platform/tenancy/index.ts';
import { judgeLines } from './judge-lines.ts';
import { queueOrderMail } from './mail-order.ts';
import { type OrderKind, ServiceOrder } from './order.entity.ts';
import { orderEffect } from './order-effect.ts';
import { type OrderLine, orderInput } from './order-lines.ts';
import { approversOf, dayOfOrder } from './placing.ts';
import { queueOrder } from './queue-order.ts';

/**
 * Orders services, and changes or ends such as there are, for a company: as a whole or not at all. It is carried out at once, or
 * when whoever has to approve it has. INVALID_INPUT names every line that cannot be, and why; the company must not be suspended
 * (CONFLICT). [C4]
 */
export const placeOrder = verb({
  name: 'placeOrder',
  description:
    'A line names a product (and an end user, if it is for single ones), or a subscription with what it becomes, or that it ends. parameters are those that the product asks, by name. It is carried out as a whole or not at all; withoutHeld leaves out who has a service already.',
  permission: 'SUBSCRIPTION_WRITE',
  input: orderInput,
  run: (scope, given) => place(scope, given, 'CHANGE'),
});

/** Places an order for whoever acts; what it is for, they have said. */
export async function place(
  scope: Scope,
  {
    companyId,
    lines,
    startsOn: given,
    note,
    withoutHeld,
  }: Omit<Given<typeof orderInput.rule.shape>, 'lines'> & { lines: readonly OrderLine[] },
  kind: OrderKind,
) {
  const company = await chosenCompany(scope, companyId);
  const startsOn = dayOfOrder(scope.now, lines, given);
  const { judged, problems } = await judgeLines(scope, company, lines, startsOn, {
    withoutHeld: withoutHeld ?? false,
  });
  if (problems.length) throw refused(problems);
  if (!judged.length)
    throw invalid('lines', 'Must hold something new: everybody has these services already.');
  const { monthlyMinor } = orderEffect(judged, startsOn, localDate(scope.now), ({ unitMinor }) => unitMinor);
  const awaits = await approversOf(scope, company, judged, monthlyMinor);
  const by = await who(scope);
  const { currency } = await paidIn(scope, company.id);
  const id = newId();
  const reference = newReference('O');
  const tenancy = { resellerId: company.resellerId, companyId: company.id };
  await scope.insert(ServiceOrder, {
    id,
    ...tenancy,
    reference,
    kind,
    state: awaits.length ? 'AWAITING_APPROVAL' : 'QUEUED',
    awaits,
    startsOn,
    note,
    currency,
    placedBy: by.membershipId,
    placedByPerson: by.personId,
    placedByName: by.name,
    createdAt: scope.now,
  });
  await scope.flush();
  await scope.sql(
    `insert into service_order_line (id, reseller_id, company_id, service_order_id, line, action, product_id, quantity, parameters,
           end_user_id, subscription_id, ends_on, created_at)
         select l.id, $2, $3, $4, l.line, l.action, l."productId", l.quantity, l.parameters, l."endUserId", l."subscriptionId", l."endsOn", $5
           from jsonb_to_recordset($1) l (id uuid, line integer, action text, "productId" uuid, quantity integer, parameters jsonb, "endUserId" uuid,
             "subscriptionId" uuid, "endsOn" date)`,
    [
      JSON.stringify(
        judged.map(({ action, productId, quantity, parameters, endUserId, subscriptionId, endsOn }, i) => ({
          id: newId(),
          line: i + 1,
          action,
          productId,
          quantity,
          parameters,
          endUserId,
          subscriptionId,
          endsOn,
        })),
      ),
      company.resellerId,
      company.id,
      id,
      scope.now,
    ],
  );
  scope.hint({ kind: 'ServiceOrder', id, ...tenancy });
  const order = { id, ...tenancy, reference, awaits };
  if (awaits.length) await queueOrderMail(scope, order);
  else await queueOrder(scope, order);
  return { result: id, subject: { type: 'ServiceOrder', id, ...tenancy, reference } };
}

const SAID = 20;

/** All that is wrong, of which the sentence says the first few. */
export function refused(problems: readonly { path: string; message: string }[]): Problem {
  const said = problems.slice(0, SAID).map(({ path, message }) => `${path}: ${message}`);
  const more = problems.length > SAID ? [`And ${problems.length - SAID} more.`] : [];
  return new Problem('INVALID_INPUT', [...said, ...more].join(' '), problems);
}
