import {
  addDays,
  id,
  localDate,
  newId,
  type ParameterValues,
  type PlainDate,
  sameValues,
} from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { emit, job } from '../../../kernel/jobs.ts';
import { conflict, Problem } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { perform, verb } from '../../../kernel/verb.ts';
import {
  beginCommitments,
  changeTerms,
  endSubscriptions,
  makeSubscriptions,
} from '../subscriptions/index.ts';
import { orderOver } from './events.ts';
import { failOrder } from './fail-order.ts';
import { type JudgedLine, judgeLines } from './judge-lines.ts';
import { queueOrderMail } from './mail-order.ts';
import type { OrderAction, OrderKind } from './order.entity.ts';
import { EXECUTE } from './queue-order.ts';

interface Line {
  id: string;
  line: number;
  action: OrderAction;
  productId: string;
  quantity: number;
  parameters: ParameterValues;
  wasParameters: ParameterValues | null;
  endUserId: string | null;
  subscriptionId: string | null;
  retailMinor: number;
  wholesaleMinor: number;
  wasProductId: string | null;
  wasRetailMinor: number | null;
  wasWholesaleMinor: number | null;
  endsOn: PlainDate | null;
}

/**
 * Carries out an order whose time has come, at the prices it was placed at: all of it, or none of it if something stands in the
 * way by now (CONFLICT, which says what). Coming twice does nothing twice. [C4] [P1]
 */
export const executeOrder = verb({
  name: 'executeOrder',
  permission: 'system',
  input: input('ExecuteOrderInput', { orderId: id() }),
  async run(scope, { orderId }) {
    const [order] = await scope.sql<{
      resellerId: string;
      companyId: string;
      reference: string;
      startsOn: PlainDate;
      kind: OrderKind;
      createdAt: Date;
      decided: boolean;
    }>(
      `select reseller_id as "resellerId", company_id as "companyId", reference, starts_on::text as "startsOn", kind,
          created_at as "createdAt", decided_at is not null as decided
        from service_order where id = $1 and state = 'QUEUED' for update`,
      [orderId],
    );
    if (!order) return { result: null, subject: null };
    const { resellerId, companyId, reference } = order;
    const company = { id: companyId, resellerId };
    const lines = await scope.sql<Line>(
      `select id, line, action, product_id as "productId", quantity, parameters,
          was_parameters as "wasParameters", was_product_id as "wasProductId", was_retail_minor as "wasRetailMinor",
          was_wholesale_minor as "wasWholesaleMinor", end_user_id as "endUserId", subscription_id as "subscriptionId",
          retail_minor as "retailMinor", wholesale_minor as "wholesaleMinor", ends_on::text as "endsOn"
        from service_order_line where service_order_id = $1 order by line`,
      [orderId],
    );
    const startsOn = dayOfExecution(scope, order, lines);
    await assertPossible(scope, company, orderId, lines, startsOn);
    // What ends or becomes less makes room, under a quota, for what is added.
    const ending = Map.groupBy(of(lines, 'END'), (line) => endOf(line, startsOn));
    for (const [endsOn, those] of ending) {
      const ended = those.map(({ subscriptionId }) => subscriptionId as string);
      // Of who leaves nothing is taken away before the last day is over, so that it can be undone.
      await endSubscriptions(scope, ended, endsOn, { lasts: order.kind === 'LEAVER' });
    }
    const changed = of(lines, 'CHANGE').map((line) => ({
      ...line,
      subscriptionId: line.subscriptionId as string,
    }));
    if (changed.length) await changeTerms(scope, company, changed, startsOn);
    const another = changed.filter(({ productId, wasProductId }) => productId !== wasProductId);
    await beginCommitments(
      scope,
      another.map(({ subscriptionId }) => subscriptionId),
      startsOn,
    );
    await add(scope, company, of(lines, 'ADD'), startsOn);
    await scope.sql(
      `update service_order set state = 'DONE', starts_on = $2, finished_at = $3 where id = $1`,
      [orderId, startsOn, scope.now],
    );
    await emit(scope, orderOver, { resellerId, orderId });
    if (order.decided) await queueOrderMail(scope, { id: orderId, resellerId });
    scope.hint(
      { kind: 'ServiceOrder', id: orderId, resellerId, companyId },
      { kind: 'Subscription', resellerId, companyId },
    );
    return {
      result: orderId,
      subject: { type: 'ServiceOrder', id: orderId, resellerId, companyId, reference },
    };
  },
});

const of = (lines: readonly Line[], action: OrderAction): Line[] =>
  lines.filter((line) => line.action === action);

/** By which day a line ends: the order's, or a later one of its own. */
const endOf = ({ endsOn }: Pick<Line, 'endsOn'>, startsOn: PlainDate): PlainDate =>
  endsOn !== null && endsOn > startsOn ? endsOn : startsOn;

/** An order that was not carried out by its day, since it waited to be approved, is carried out from the first day that can be. */
function dayOfExecution(
  scope: Scope,
  { startsOn, createdAt }: { startsOn: PlainDate; createdAt: Date },
  lines: readonly Line[],
): PlainDate {
  const today = localDate(scope.now);
  const earliest = of(lines, 'END').length ? addDays(today, 1) : today;
  const datedBack = startsOn < localDate(createdAt);
  return datedBack || startsOn >= earliest ? startsOn : earliest;
}

async function assertPossible(
  scope: Scope,
  company: { id: string; resellerId: string },
  orderId: string,
  lines: readonly Line[],
  startsOn: PlainDate,
): Promise<void> {
  const asked = lines.map(
    ({ action, productId, quantity, parameters, wasParameters, endUserId, subscriptionId, endsOn }) =>
      action === 'END'
        ? {
            productId: null,
            quantity: null,
            parameters: null,
            endUserId: null,
            subscriptionId,
            ends: true,
            endsOn: endOf({ endsOn }, startsOn),
          }
        : {
            productId,
            quantity,
            // What is kept is not judged anew: the product may ask for something else by now.
            parameters: wasParameters && sameValues(parameters, wasParameters) ? null : parameters,
            endUserId: action === 'ADD' ? endUserId : null,
            subscriptionId,
          },
  );
  const { judged, problems } = await judgeLines(scope, company, asked, startsOn, { itself: orderId });
  const wrong = problems.length
    ? problems.map(({ message }) => message)
    : lines.flatMap((line, i) => priceProblem(line, judged[i]?.was ?? null) ?? []);
  if (!wrong.length) return;
  throw conflict(
    [...wrong.slice(0, SAID), ...(wrong.length > SAID ? [`And ${wrong.length - SAID} more.`] : [])].join(' '),
  );
}

/** More or fewer of the same keep their price: that of the day they were ordered, if it has not been changed since. [C2] */
function priceProblem(
  { action, productId, wasProductId, wasRetailMinor, wasWholesaleMinor }: Line,
  now: JudgedLine['was'],
): string | undefined {
  if (action !== 'CHANGE' || productId !== wasProductId || !now) return undefined;
  if (now.unitMinor === wasRetailMinor && now.unitCostMinor === wasWholesaleMinor) return undefined;
  return `The price of ${now.product} has been changed since it was ordered.`;
}
const SAID = 5;

async function add(
  scope: Scope,
  company: { id: string; resellerId: string },
  lines: readonly Line[],
  startsOn: PlainDate,
): Promise<void> {
  if (!lines.length) return;
  const wanted = lines.map(
    ({ id: lineId, endUserId, productId, quantity, parameters, retailMinor, wholesaleMinor }) => ({
      lineId,
      id: newId(),
      ...{ endUserId, productId, quantity, parameters, retailMinor, wholesaleMinor },
    }),
  );
  const made = await makeSubscriptions(scope, company, wanted, { startsOn, quantity: 1, path: 'lines' });
  if (made.length !== wanted.length)
    throw conflict('Somebody was given one of these services at the same moment: order the others anew.');
  await scope.sql(
    `update service_order_line l set subscription_id = w.id
      from jsonb_to_recordset($1) w (id uuid, "lineId" uuid) where l.id = w."lineId"`,
    [JSON.stringify(wanted)],
  );
}

export const executeOrderJob = job({
  name: EXECUTE,
  for: 'tenant',
  does: [executeOrder, failOrder],
  priority: 'first',
  payload: z.object({ resellerId: z.string(), orderId: z.string() }),
  async run(setting, { orderId }) {
    try {
      await perform(setting, executeOrder, { orderId });
    } catch (error) {
      // What is not known is tried again by the queue.
      if (!(error instanceof Problem)) throw error;
      await perform(setting, failOrder, { orderId, failure: error.message });
    }
  },
});
