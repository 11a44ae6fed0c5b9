import { date, id, localDate, optional, type PlainDate } from '@steward/shared';
import type { z } from 'zod';
import type { Subject } from '../../../kernel/audit.ts';
import { invalid, Problem } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import type { Services } from '../../../kernel/services.ts';
import { type OrderMoney, orderMoney } from '../../trade/orders/index.ts';
import { managesServices } from '../../trade/subscriptions/index.ts';
import { addEndUser, chosenCompany, endUserRules } from '../directory/index.ts';
import { JoinerTemplate, type TemplateService } from './joiner-template.entity.ts';
import { templateServices } from './template-rules.ts';

/** What is said of whoever joins: `planJoiner` and `confirmJoiner` take the same. */
export const joinerRules = () => ({
  companyId: optional(id()),
  templateId: optional(id()),
  ...endUserRules(),
  startsOn: optional(date()),
  /** Instead of those of the template. */
  services: optional(templateServices()),
});

export interface Joiner {
  companyId: string | null;
  templateId: string | null;
  firstName: string;
  lastName: string;
  email: string | null;
  mobile: string | null;
  phone: string | null;
  jobTitle: string | null;
  department: string | null;
  startsOn: PlainDate | null;
  services: z.infer<ReturnType<typeof templateServices>> | null;
}

/** Somebody who is there by now, and what their services come to. */
export interface Joined {
  endUserId: string;
  company: { id: string; resellerId: string };
  invites: boolean;
  startsOn: PlainDate;
  lines: ReturnType<typeof lineOf>[];
  money: OrderMoney | null;
  /** What cannot be given to somebody who has no address, which is for them to fill in. */
  needsAddress: readonly { id: string; name: string }[];
  subject: Subject;
}

/**
 * Enters somebody in the directory as their template says, and looks at what they begin with. Nothing is ordered yet.
 *
 * @param planned it is taken back: what it costs can be told before their address is known
 * @throws Problem what is wrong with them, or with their template; FORBIDDEN for services that whoever acts may not order there
 */
export async function join(
  scope: Scope,
  given: Joiner,
  services: Services,
  { planned = false }: { planned?: boolean } = {},
): Promise<Joined> {
  const company = await chosenCompany(scope, given.companyId);
  const template = given.templateId ? await scope.load(JoinerTemplate, given.templateId) : null;
  if (template && template.companyId !== company.id)
    throw invalid('templateId', 'Must be a template of this company.');
  const wanted = given.services ?? template?.services ?? [];
  if (wanted.length && !(await mayOrder(scope, company.id)))
    throw new Problem(
      'FORBIDDEN',
      'You may not order services for this company: add them without a template.',
    );
  const { firstName, lastName, email, mobile, phone } = given;
  const { result: endUserId, subject } = await addEndUser.run(
    scope,
    {
      ...{ companyId: company.id, firstName, lastName, email, mobile, phone },
      jobTitle: given.jobTitle ?? template?.jobTitle ?? null,
      department: given.department ?? template?.department ?? null,
    },
    services,
  );
  const needsAddress = email
    ? []
    : await scope.sql<{ id: string; name: string }>(
        'select id, name from product where id = any ($1) and active and needs_address order by name',
        [wanted.map(({ productId }) => productId)],
      );
  if (planned && !email)
    await scope.sql(`update end_user set email = 'nobody@joiner.invalid' where id = $1`, [endUserId]);
  const startsOn = given.startsOn ?? localDate(scope.now);
  const lines = wanted.map((one) => lineOf(one, endUserId));
  return {
    endUserId,
    company,
    invites: template?.invites ?? false,
    startsOn,
    lines,
    money: lines.length ? await orderMoney(scope, company, lines, startsOn) : null,
    needsAddress,
    subject: subject as Subject,
  };
}

/** Whether whoever acts may order services there: prices are shown to nobody else. [S22] [T3] */
async function mayOrder(scope: Scope, companyId: string): Promise<boolean> {
  const { actor } = scope;
  if (actor.kind === 'member' && !actor.permissions.has('SUBSCRIPTION_WRITE')) return false;
  return managesServices(scope, companyId);
}

/** The line of an order that gives somebody a service of a template. */
const lineOf = (
  {
    productId,
    parameters,
  }: { productId: string; parameters?: TemplateService['parameters'] | null | undefined },
  endUserId: string,
) => ({
  productId,
  quantity: null,
  endUserId,
  parameters: parameters ?? null,
  subscriptionId: null,
  ends: null,
});
