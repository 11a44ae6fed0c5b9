import { createHash } from 'node:crypto';
import { addDays, formatDate, localDate, type PlainDate } from '@steward/shared';
import type { Fate, Held } from '../../../kernel/holding.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { MOST_LINES, type OrderMoney, orderMoney } from '../../trade/orders/index.ts';
import { heldKinds } from './kinds.ts';
import type { LeaverProblem } from './leaver.entity.ts';

/** What is to become of one thing. */
export interface LeaverChoice {
  heldId: string;
  fate: Fate;
  toEndUserId: string | null;
}

/** Something that somebody holds, with what becomes of it. */
export interface LookedAt {
  kind: string;
  label: string;
  heldId: string;
  name: string;
  detail: string | null;
  fixed: string | null;
  fate: Fate;
  toEndUserId: string | null;
  choices: { fate: Fate; words: string }[];
}

/** What leaving would mean. */
export interface Look {
  items: LookedAt[];
  problems: LeaverProblem[];
  money: OrderMoney;
  /** The same for what is the same: changes if what they hold, what is chosen or what it comes to does. */
  seen: string;
}

export interface Leaving {
  id: string;
  resellerId: string;
  companyId: string;
}

const DAYS_AHEAD = 365;

/** Looks at all that somebody holds, whatever feature keeps it, in one statement, and at what their leaving comes to. [U5] */
export async function lookAtLeaver(
  scope: Scope,
  person: Leaving,
  lastDay: PlainDate,
  choices: readonly LeaverChoice[],
): Promise<Look> {
  const kinds = heldKinds();
  const held = await scope.sql<{
    kind: string;
    id: string;
    name: string;
    detail: string | null;
    fixed: string | null;
  }>(
    kinds
      .map(
        ({ kind, held: sql }) =>
          `select '${kind}' as kind, h.id, h.name, h.detail::text as detail, h.fixed::text as fixed from (${sql}) h`,
      )
      .join(' union all '),
    [person.id, person.companyId, lastDay],
  );
  const heirs = await heirsOf(scope, person, choices);
  const problems: LeaverProblem[] = dayProblems(scope, lastDay);
  const chosen = new Map(choices.map((one, i) => [one.heldId, { ...one, i }]));
  for (const [i, { heldId }] of choices.entries())
    if (!held.some(({ id }) => id === heldId))
      problems.push({
        path: `choices.${i}.heldId`,
        message: 'Must be something that they hold: look at it again.',
        heldId,
      });
  const items = held.map((thing): LookedAt => {
    const kind = kinds.find((one) => one.kind === thing.kind) as Held;
    const may = scope.actor.kind !== 'member' || scope.actor.permissions.has(kind.permission);
    const fixed =
      thing.fixed ?? (may ? null : 'Your role does not allow you to decide about this: it stays as it is');
    const possible = fixed ? kind.choices.filter(([fate]) => fate === 'KEEP') : kind.choices;
    const wish = chosen.get(thing.id);
    const fate = fixed ? 'KEEP' : (wish?.fate ?? (kind.choices[0]?.[0] as Fate));
    const toEndUserId = fate === 'HAND_OVER' ? (wish?.toEndUserId ?? null) : null;
    const wrong = wish && choiceProblem(wish, kind, fixed, heirs);
    if (wish && wrong)
      problems.push({ path: `choices.${wish.i}.${wrong[0]}`, message: wrong[1], heldId: thing.id });
    return {
      kind: kind.kind,
      label: kind.label,
      heldId: thing.id,
      name: thing.name,
      detail: thing.detail,
      fixed,
      fate,
      toEndUserId: toEndUserId && heirs.has(toEndUserId) ? toEndUserId : null,
      choices: possible.map(([one, words]) => ({ fate: one, words })),
    };
  });
  const ends = endedByOrder(items).slice(0, MOST_LINES);
  const money = await orderMoney(
    scope,
    { id: person.companyId, resellerId: person.resellerId },
    ends.map(({ heldId }) => endLine(heldId)),
    addDays(lastDay, 1),
  );
  for (const { path, message } of money.problems) {
    const heldId = ends[Number(path.split('.')[1])]?.heldId ?? null;
    const at = heldId ? chosen.get(heldId)?.i : undefined;
    problems.push({ path: at === undefined ? 'choices' : `choices.${at}.fate`, message, heldId });
  }
  const { retail, awaits } = money;
  return {
    items,
    problems,
    money,
    seen: createHash('sha256')
      .update(JSON.stringify([lastDay, items, problems, retail, awaits]))
      .digest('base64url'),
  };
}

/** Things that end by the order rather than by a deed of their feature. */
export const endedByOrder = (items: readonly LookedAt[]): LookedAt[] =>
  items.filter(
    ({ kind, fate }) => fate === 'END' && heldKinds().some((one) => one.kind === kind && !one.end),
  );

/** The line of an order that ends a subscription. */
export const endLine = (subscriptionId: string) => ({
  productId: null,
  quantity: null,
  endUserId: null,
  parameters: null,
  subscriptionId,
  ends: true,
});

function dayProblems(scope: Scope, lastDay: PlainDate): LeaverProblem[] {
  const today = localDate(scope.now);
  const until = addDays(today, DAYS_AHEAD);
  if (lastDay >= today && lastDay <= until) return [];
  const message = `Must be between today, ${formatDate(today)}, and ${formatDate(until)}.`;
  return [{ path: 'lastDay', message, heldId: null }];
}

/** Of those to whom something is to be handed, who can have it: people of the company who stay. */
async function heirsOf(
  scope: Scope,
  { id, companyId }: Leaving,
  choices: readonly LeaverChoice[],
): Promise<Set<string>> {
  const found = await scope.sql<{ id: string }>(
    `select u.id from end_user u where u.id = any ($1) and u.company_id = $2 and u.id <> $3 and u.status = 'ACTIVE'
      and not exists (select from leaver l where l.end_user_id = u.id and l.state in ('CONFIRMED', 'UNDOING'))`,
    [choices.flatMap(({ toEndUserId }) => toEndUserId ?? []), companyId, id],
  );
  return new Set(found.map((one) => one.id));
}

function choiceProblem(
  { fate, toEndUserId }: LeaverChoice,
  kind: Held,
  fixed: string | null,
  heirs: ReadonlySet<string>,
): readonly [field: string, message: string] | undefined {
  if (fixed) return fate === 'KEEP' ? undefined : ['fate', `Must be left as it is. ${fixed}.`];
  if (!kind.choices.some(([possible]) => possible === fate))
    return ['fate', `Must be one of ${kind.choices.map(([one]) => one).join(', ')}.`];
  if (fate !== 'HAND_OVER')
    return toEndUserId ? ['toEndUserId', 'Must be left out unless it is handed over.'] : undefined;
  if (!toEndUserId) return ['toEndUserId', 'Must be filled in: who gets it.'];
  if (!heirs.has(toEndUserId))
    return ['toEndUserId', 'Must be somebody else of the company who is active and does not leave.'];
  return undefined;
}
