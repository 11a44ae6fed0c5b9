import {
  addDays,
  type Committed,
  endInWords,
  type FieldError,
  formatDate,
  localDate,
  type Minor,
  type ParameterValues,
  type PlainDate,
  type ProductParameter,
  sameValues,
  settledValues,
  valueProblems,
} from '@steward/shared';
import type { Scope } from '../../../kernel/scope.ts';
import type { ProductUnit } from '../catalogue/index.ts';
import { whyNoNewOrders } from '../chasing/index.ts';
import { type CountedLine, judgeQuotas, type TouchedQuota } from '../quotas/index.ts';
import {
  boundOf,
  COMMITTED,
  DAYS_AHEAD,
  DAYS_BACK,
  judgeRules,
  partOnly,
  type RuledLine,
  type SubscriptionState,
  tooEarly,
} from '../subscriptions/index.ts';
import type { OrderAction } from './order.entity.ts';
import type { OrderLine } from './order-lines.ts';

/** A line of an order as things are, and what it comes to per unit and month: `null` where the reader may not know. */
export interface JudgedLine {
  action: OrderAction;
  productId: string;
  product: string;
  quantity: number;
  /** What it is made of, if it is a bundle that is added. */
  contents: readonly string[];
  parameters: ParameterValues;
  endUserId: string | null;
  subscriptionId: string | null;
  unitMinor: Minor;
  unitCostMinor: Minor | null;
  /** From how many on its price holds; 1 for one without tiers, or that is kept. */
  fromQuantity: number;
  was: {
    product: string;
    quantity: number;
    parameters: ParameterValues;
    unitMinor: Minor;
    unitCostMinor: Minor | null;
  } | null;
  /** When a subscription that is changed began. */
  begunOn: PlainDate | null;
  /** By which day it ends, where that is another than the order's. */
  endsOn: PlainDate | null;
}

/** What is there of that which a line names. */
interface Found {
  line: number;
  productId: string | null;
  product: string | null;
  unit: ProductUnit | null;
  kind: string | null;
  active: boolean | null;
  needsAddress: boolean | null;
  /** What it is made of, if it is a bundle; which of that the person has already; how many of one part there are at most. */
  contents: string[];
  partIds: string[];
  partHeld: string | null;
  mostOfPart: number | null;
  priceMinor: number | null;
  /** Why nobody can say what it costs. */
  unpriced: string | null;
  costMinor: number | null;
  fromQuantity: number;
  endUserId: string | null;
  person: string | null;
  suspended: boolean | null;
  /** Nothing of their data is changed for now (UK GDPR Art. 18). */
  restricted: boolean | null;
  address: boolean | null;
  has: boolean;
  /** Another order, not carried out yet, that is about the same. */
  openOrder: string | null;
  state: SubscriptionState | null;
  begunOn: PlainDate | null;
  endsOn: PlainDate | null;
  heldProductId: string | null;
  /** The bundle that the subscription is part of, and whether it is one. */
  heldPartOf: string | null;
  heldBundle: boolean | null;
  heldProduct: string | null;
  heldUnit: ProductUnit | null;
  heldKind: string | null;
  heldQuantity: number | null;
  heldParameters: ParameterValues | null;
  heldMinor: number | null;
  heldCostMinor: number | null;
  commitment: (Committed & { quantity: number }) | null;
}

/** Whether whoever acts knows what the reseller pays the platform. */
export const knowsCost = ({ actor }: Scope): boolean =>
  actor.kind === 'system' || (actor.kind === 'member' && actor.level !== 'COMPANY');

/**
 * Looks at the lines of an order as things are now, all in one statement, and says what stands in the way of each, at the path
 * of its field. A line that has nothing in its way is there as `JudgedLine`.
 *
 * @param withoutHeld leaves out who has a service already, or is about to have it
 * @param itself the order that is carried out: of others that are still open each line says so
 */
export async function judgeLines(
  scope: Scope,
  company: { id: string; resellerId: string },
  lines: readonly OrderLine[],
  startsOn: PlainDate,
  { withoutHeld = false, itself = null }: { withoutHeld?: boolean; itself?: string | null } = {},
): Promise<{ judged: JudgedLine[]; problems: FieldError[]; quotas: TouchedQuota[] }> {
  const found = await read(scope, company, lines, startsOn, itself);
  const asked = await parametersOf(scope, found);
  const today = localDate(scope.now);
  const problems: FieldError[] = [];
  const judged: JudgedLine[] = [];
  const ruled: RuledLine[] = [];
  const counted: CountedLine[] = [];
  const once = new Set<string>();
  for (const [i, line] of lines.entries()) {
    const one = found[i] as Found;
    if (withoutHeld && (one.has || one.openOrder) && !line.subscriptionId) continue;
    const parameters = (one.productId && asked.get(one.productId)) || [];
    const values = valuesOf(line, one, parameters);
    const wrong =
      one.restricted && !line.ends
        ? restrictedProblem(line, one)
        : line.subscriptionId
          ? changeProblem(line, one, values, line.endsOn ?? startsOn, today)
          : addProblem(line, one, startsOn, today);
    const chosen = wrong ? [] : chosenProblems(line, one, parameters);
    const abouts = aboutOf(line, one, i);
    if (wrong) problems.push({ path: `lines.${i}.${wrong[0]}`, message: wrong[1] });
    else if (abouts.some((about) => once.has(about)))
      problems.push({
        path: `lines.${i}.${line.subscriptionId ? 'subscriptionId' : 'endUserId'}`,
        message: `Must not be named twice: ${one.product}${one.person ? ` for ${one.person}` : ''} stands in this order already.`,
      });
    else if (chosen.length)
      problems.push(
        ...chosen.map(({ path, message }) => ({ path: `lines.${i}.parameters.${path}`, message })),
      );
    else {
      const looked = judgedLine(line, one, values);
      judged.push(looked);
      const { action, productId, endUserId, subscriptionId } = looked;
      const { heldProductId, person } = one;
      ruled.push({ line: i, action, productId, heldProductId, endUserId, person, subscriptionId });
      const { quantity, unitMinor: retailMinor, unitCostMinor: wholesaleMinor } = looked;
      const ends = action === 'END';
      counted.push({ line: i, productId, quantity, subscriptionId, ends, retailMinor, wholesaleMinor });
    }
    for (const about of abouts) once.add(about);
  }
  problems.push(
    ...(await judgeRules(scope, company.id, ruled, startsOn)).map(({ line, field, message }) => ({
      path: `lines.${line}.${field}`,
      message,
    })),
  );
  const costly = counted.filter((_, i) => costsMore(judged[i] as JudgedLine));
  const why = costly.length ? await whyNoNewOrders(scope, company) : null;
  if (why !== null)
    for (const { line, subscriptionId } of costly)
      problems.push({ path: `lines.${line}.${subscriptionId ? 'quantity' : 'productId'}`, message: why });
  const quotas = await judgeQuotas(scope, company, counted, startsOn);
  for (const { line, problem } of quotas)
    if (problem) problems.push({ path: `lines.${line}.productId`, message: problem });
  return { judged, problems, quotas };
}

/** Whether a line is something new: what costs no more, or ends, can always be ordered. */
const costsMore = ({ action, quantity, unitMinor, was }: JudgedLine): boolean =>
  action === 'ADD' ||
  (action === 'CHANGE' && quantity * unitMinor > (was?.quantity ?? 0) * (was?.unitMinor ?? 0));

/** What a line is about, which no other line may be about: a bundle is what it is made of, too. */
const aboutOf = (line: OrderLine, { partIds }: Found, i: number): string[] => {
  if (line.subscriptionId) return [line.subscriptionId];
  return line.endUserId
    ? [line.productId, ...partIds].map((productId) => `${line.endUserId} ${productId}`)
    : [`${i}`];
};

type Wrong = readonly [field: string, message: string] | undefined;

/**
 * An order may have been placed before somebody's data was restricted: nothing begins or changes by it all the same. What ends does end, as
 * whoever leaves is to be let in no more. [D3]
 */
const restrictedProblem = ({ subscriptionId }: OrderLine, { person }: Found): Wrong => [
  subscriptionId ? 'subscriptionId' : 'endUserId',
  `The data of ${person} is restricted: nothing of it is changed until the restriction is lifted.`,
];

function addProblem(line: OrderLine, one: Found, startsOn: PlainDate, today: PlainDate): Wrong {
  if (!line.productId) return ['productId', 'Must be filled in: the product that is wanted.'];
  if (line.ends) return ['subscriptionId', 'Must be filled in: the subscription that ends.'];
  if (!one.product || !one.active) return ['productId', 'Must be a product that is on sale.'];
  if (one.unit !== 'PER_USER' && line.endUserId)
    return ['endUserId', `Must be left out: ${one.product} is for the company as a whole.`];
  if (one.unit === 'PER_USER') {
    if (!line.endUserId) return ['endUserId', `Must be filled in: ${one.product} is for single end users.`];
    if (!one.person) return ['endUserId', 'Must be an end user of this company.'];
    if (one.suspended) return ['endUserId', `${one.person} is suspended and can be given no service.`];
    if (one.has) return ['endUserId', `${one.person} has ${one.product} already.`];
    if (one.partHeld)
      return [
        'endUserId',
        `${one.person} has ${one.partHeld} already, which is part of ${one.product}: end that first.`,
      ];
    if (one.openOrder)
      return [
        'endUserId',
        `${one.person} is about to have ${one.product}: order ${one.openOrder} is still open.`,
      ];
    if (one.needsAddress && !one.address)
      return [
        'endUserId',
        `${one.product} needs an e-mail address, which ${one.person} does not have yet: allocate one first.`,
      ];
  }
  const many = tooMany(line, one);
  if (many) return many;
  if (one.unpriced) return ['productId', one.unpriced];
  const [from, to] = [addDays(today, -DAYS_BACK), addDays(today, DAYS_AHEAD)];
  if (startsOn < from || startsOn > to)
    return ['productId', `Must begin between ${formatDate(from)} and ${formatDate(to)}.`];
  return undefined;
}

const MOST = 100_000;

function tooMany({ quantity }: OrderLine, { product, mostOfPart }: Found): Wrong {
  const most = Math.floor(MOST / (mostOfPart ?? 1));
  return (quantity ?? 1) > most
    ? ['quantity', `May be at most ${most.toLocaleString('en-GB')}, for what ${product} is made of.`]
    : undefined;
}

function changeProblem(
  line: OrderLine,
  one: Found,
  values: ParameterValues,
  startsOn: PlainDate,
  today: PlainDate,
): Wrong {
  if (!one.state || !one.begunOn) return ['subscriptionId', 'Must be a subscription of this company.'];
  if (one.state === 'ENDING' || one.state === 'ENDED')
    return ['subscriptionId', `${one.heldProduct} has been cancelled already.`];
  if (one.heldPartOf) return ['subscriptionId', partOnly(one.heldPartOf)];
  if (one.openOrder)
    return [
      'subscriptionId',
      `Order ${one.openOrder} for this ${one.heldProduct} is still open: wait for it, or cancel it first.`,
    ];
  if (line.endUserId && line.endUserId !== one.endUserId)
    return ['endUserId', 'Must be left out: a subscription stays with whom it is for.'];
  const tomorrow = addDays(today, 1);
  if (line.ends) {
    if (line.productId || line.quantity || line.parameters)
      return ['ends', 'Must stand alone: what ends is not changed as well.'];
    if (one.begunOn <= today && startsOn < tomorrow)
      return [
        'subscriptionId',
        `${one.heldProduct} can end by ${formatDate(tomorrow)} at the earliest: today is its last day then.`,
      ];
    if (startsOn < one.begunOn)
      return ['subscriptionId', `${one.heldProduct} begins on ${formatDate(one.begunOn)} only.`];
    if (one.endsOn !== null && one.endsOn <= startsOn)
      return ['subscriptionId', `${one.heldProduct} ends by ${formatDate(one.endsOn)} already.`];
    const earliest = boundOf(one.commitment, one.endsOn, today);
    if (earliest && startsOn < earliest.endsOn)
      return ['subscriptionId', `${one.heldProduct}: ${tooEarly(earliest)}`];
    return undefined;
  }
  if (!line.productId && !line.quantity && !line.parameters)
    return ['quantity', 'Must be filled in: how many there are to be, another product, or how it is set up.'];
  if (startsOn < today) return ['subscriptionId', 'Must not change before today.'];
  if (startsOn < one.begunOn)
    return ['subscriptionId', `${one.heldProduct} begins on ${formatDate(one.begunOn)} only.`];
  if (one.endsOn !== null && one.endsOn <= startsOn)
    return ['subscriptionId', `${one.heldProduct} ends by ${formatDate(one.endsOn)} already.`];
  if (!one.product || (line.productId !== one.heldProductId && !one.active && line.productId))
    return ['productId', 'Must be a product that is on sale.'];
  if (one.productId !== one.heldProductId && (one.heldBundle || one.partIds.length))
    return ['productId', `Must stay ${one.heldProduct}: a bundle is ended, and another product ordered.`];
  const many = tooMany(line, one);
  if (many) return many;
  if (one.unit !== one.heldUnit || (line.productId && one.productId !== one.heldProductId && !sameKind(one)))
    return [
      'productId',
      `Must be a product of the same kind as ${one.heldProduct}: end the one and order the other.`,
    ];
  if (one.unit === 'PER_USER' && line.quantity && line.quantity > 1)
    return ['quantity', `Must be 1: ${one.product} is for a single end user.`];
  if (line.productId && one.productId !== one.heldProductId && one.has)
    return ['productId', `${one.person} has ${one.product} already.`];
  if (one.unpriced) return ['productId', one.unpriced];
  const quantity = line.quantity ?? one.heldQuantity;
  const asBefore = one.productId === one.heldProductId && quantity === one.heldQuantity;
  if (asBefore && !line.parameters)
    return ['quantity', `Must be another number: there are ${one.heldQuantity} already.`];
  const earliest = isLess(one, quantity) && boundOf(one.commitment, one.endsOn, today);
  if (earliest && startsOn < earliest.endsOn)
    return [
      line.productId && one.productId !== one.heldProductId ? 'productId' : 'quantity',
      `Must not come to less than was agreed before ${formatDate(earliest.endsOn)}: ${one.commitment?.quantity} × ${one.heldProduct} ${endInWords(earliest)}.`,
    ];
  if (asBefore && sameValues(values, one.heldParameters ?? {}))
    return ['parameters', `Must be something else: ${one.product} is set up so already.`];
  return undefined;
}

/** Whether a month comes to less than what was agreed for the term: fewer of the same, or something cheaper. */
function isLess(
  { commitment, productId, heldProductId, priceMinor, heldMinor }: Found,
  quantity: number | null,
): boolean {
  if (!commitment || quantity === null) return false;
  return productId === heldProductId
    ? quantity < commitment.quantity
    : quantity * (priceMinor ?? 0) < commitment.quantity * (heldMinor ?? 0);
}

const sameKind = ({ kind, heldKind }: Found): boolean =>
  kind !== null && heldKind !== null && kind.toLowerCase() === heldKind.toLowerCase();

/** What a line comes to: what is kept as it is stays so, whatever the product asks by now. */
function valuesOf(line: OrderLine, one: Found, parameters: readonly ProductParameter[]): ParameterValues {
  return keepsValues(line, one)
    ? (one.heldParameters ?? {})
    : settledValues(parameters, line.parameters ?? {}, one.heldParameters ?? {});
}

const keepsValues = (line: OrderLine, one: Found): boolean =>
  line.ends === true ||
  (!line.parameters && one.heldProductId !== null && one.productId === one.heldProductId);

function chosenProblems(line: OrderLine, one: Found, parameters: readonly ProductParameter[]): FieldError[] {
  if (keepsValues(line, one)) return [];
  const held = one.heldParameters ?? undefined;
  return valueProblems(one.product as string, parameters, line.parameters ?? {}, held);
}

function judgedLine(line: OrderLine, one: Found, parameters: ParameterValues): JudgedLine {
  const held = one.heldProductId !== null;
  const kept = held && one.productId === one.heldProductId;
  return {
    action: line.ends ? 'END' : held ? 'CHANGE' : 'ADD',
    productId: one.productId as string,
    product: one.product as string,
    quantity: line.quantity ?? one.heldQuantity ?? 1,
    contents: held ? [] : one.contents,
    parameters,
    endUserId: one.endUserId,
    subscriptionId: line.subscriptionId ?? null,
    unitMinor: (kept ? one.heldMinor : one.priceMinor) as Minor,
    unitCostMinor: kept ? one.heldCostMinor : one.costMinor,
    fromQuantity: kept ? 1 : one.fromQuantity,
    was: held
      ? {
          product: one.heldProduct as string,
          quantity: one.heldQuantity as number,
          parameters: one.heldParameters ?? {},
          unitMinor: one.heldMinor as Minor,
          unitCostMinor: one.heldCostMinor,
        }
      : null,
    begunOn: one.begunOn,
    endsOn: line.endsOn ?? null,
  };
}

/** What the products that are wanted ask to be chosen; the lines of an order are about few of them. */
async function parametersOf(
  scope: Scope,
  found: readonly Found[],
): Promise<Map<string, readonly ProductParameter[]>> {
  const ids = [...new Set(found.flatMap(({ productId }) => productId ?? []))];
  const rows = await scope.sql<{ id: string; parameters: ProductParameter[] }>(
    `select id, parameters from product where id = any ($1) and parameters <> '[]'`,
    [ids],
  );
  return new Map(rows.map(({ id, parameters }) => [id, parameters]));
}

function read(
  scope: Scope,
  company: { id: string; resellerId: string },
  lines: readonly OrderLine[],
  startsOn: PlainDate,
  itself: string | null,
): Promise<Found[]> {
  const knows = knowsCost(scope);
  return scope.sql<Found>(
    `with bundle as materialized (
       select p.id, array_agg(x.product_id order by x.place) as part_ids, max(x.quantity) as most, bool_or(q.needs_address) as needs_address,
           contents_of(p.id) as contents
         from product p cross join lateral parts_of(p.id) x join product q on q.id = x.product_id
         where p.parts <> '[]' group by p.id),
     found as materialized (
       select l.line, p.id as "productId", p.name as product, p.unit, p.kind, p.active,
          p.needs_address or coalesce(b.needs_address, false) as "needsAddress", coalesce(b.part_ids, '{}') as "partIds",
          coalesce(b.contents, '{}') as contents, b.most as "mostOfPart",
          case when b.id is not null and s.id is null then (
            select q.name from parts_of(b.id) x join subscription o on o.product_id = x.product_id and o.end_user_id = u.id
                and o.state not in ('ENDING', 'ENDED') join product q on q.id = x.product_id
              order by x.place limit 1) end as "partHeld",
          u.id as "endUserId", u.first_name || ' ' || u.last_name as person, u.status = 'SUSPENDED' as suspended,
          u.restricted_at is not null as restricted,
          u.email is not null as address,
          exists (select from subscription o where o.end_user_id = u.id and o.product_id = p.id and o.id is distinct from s.id
            and o.state not in ('ENDING', 'ENDED')) as has,
        coalesce((${openOrder(`x.subscription_id = l."subscriptionId"`)}),
          (${openOrder(`x.action = 'ADD' and l."subscriptionId" is null and x.end_user_id = l."endUserId" and x.product_id = l."productId"`)}))
          as "openOrder",
          ${COMMITTED} as commitment, s.state, s.starts_on::text as "begunOn", s.ends_on::text as "endsOn", held.product_id as "heldProductId",
          was.name as "heldProduct", was.parts <> '[]' as "heldBundle",
          case when s.part_of_id is not null then (
            select n.name from subscription h join product n on n.id = h.product_id where h.id = s.part_of_id) end as "heldPartOf", was.unit as "heldUnit", was.kind as "heldKind", held.quantity as "heldQuantity", held.parameters as "heldParameters",
          held.retail_minor as "heldMinor", ${knows ? 'held.wholesale_minor' : 'null::integer'} as "heldCostMinor",
          case when p.id is distinct from held.product_id then case p.unit when 'PER_USER'
            then sum(coalesce(l.quantity, held.quantity, 1)) filter (where p.id is distinct from held.product_id) over (partition by p.id)
            else coalesce(l.quantity, held.quantity, 1) end end as adding
        from jsonb_to_recordset($3) l (line integer, "productId" uuid, "endUserId" uuid, "subscriptionId" uuid, quantity integer)
        left join subscription s on s.id = l."subscriptionId" and s.company_id = $1
        left join lateral (select t.product_id, t.quantity, t.parameters, t.retail_minor${knows ? ', t.wholesale_minor' : ''} from subscription_term t
          where t.subscription_id = s.id and t."from" <= greatest($4::date, s.starts_on) order by t."from" desc limit 1) held on true
        left join product was on was.id = held.product_id
        left join product p on p.id = coalesce(l."productId", held.product_id)
        left join bundle b on b.id = p.id
        left join end_user u on u.id = coalesce(s.end_user_id, l."endUserId") and u.company_id = $1),
     priced as materialized (
       select g."productId", g.adding, retail.minor, retail.from_quantity, no_price_here(g."productId", $1, units, price_day($4)) as unpriced, ${knows ? 'cost.minor' : 'null::integer'} as cost
        from (select distinct "productId", adding from found where adding is not null) g
        cross join lateral priced_units(g."productId", $1, g.adding) units
        cross join lateral retail_here(g."productId", $1, units, price_day($4)) retail
        ${knows ? 'cross join lateral wholesale_here(g."productId", $2, units, price_day($4)) cost' : 'where $2::uuid is not null'})
     select found.*, priced.minor as "priceMinor", priced.unpriced, priced.cost as "costMinor",
        coalesce(priced.from_quantity, 1) as "fromQuantity"
      from found left join priced using ("productId", adding)
      order by found.line`,
    [
      company.id,
      company.resellerId,
      JSON.stringify(
        lines.map(({ productId, endUserId, subscriptionId, quantity }, line) => ({
          line,
          productId,
          endUserId,
          subscriptionId,
          quantity,
        })),
      ),
      startsOn,
      itself,
    ],
  );
}

/** SQL: the reference of an order that is still open and has a line like this. */
const openOrder = (like: string): string =>
  `select o.reference from service_order_line x join service_order o on o.id = x.service_order_id
    where ${like} and o.state in ('AWAITING_APPROVAL', 'QUEUED') and o.id is distinct from $5 limit 1`;
