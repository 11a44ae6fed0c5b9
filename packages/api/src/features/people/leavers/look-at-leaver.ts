import { createHash } from 'node:crypto';
import { addDays, formatDate, localDate, type PlainDate } from '@steward/shared';
import type { Fate, Held, PassedOn } from '../../../kernel/holding.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { MOST_LINES, type OrderLine, type OrderMoney, orderMoney } from '../../trade/orders/index.ts';
import { heldKinds } from './kinds.ts';
import type { KeptMail, LeaverProblem } from './leaver.entity.ts';
import { mailProblems } from './mail-problems.ts';

/** What is to become of one thing. */
export interface LeaverChoice {
  heldId: string;
  fate: Fate;
  toEndUserId: string | null;
  /** How mail is passed on, of what is passed on. */
  mail: PassedOn | null;
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
  mail: KeptMail | null;
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
    limits: Record<string, string> | null;
  }>(
    kinds
      .map(
        ({ kind, held: sql, passOn }) =>
          `select '${kind}' as kind, h.id, h.name, h.detail::text as detail, h.fixed::text as fixed,
              ${passOn ? 'h.limits' : 'null::jsonb'} as limits from (${sql}) h`,
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
    const possible = choicesOf(scope, kind, fixed);
    const wish = chosen.get(thing.id);
    const fate = fixed ? 'KEEP' : (wish?.fate ?? (kind.choices[0]?.[0] as Fate));
    const toEndUserId = fate === 'HAND_OVER' ? (wish?.toEndUserId ?? null) : null;
    const mail = fate === 'PASS_ON' ? (wish?.mail ?? null) : null;
    const wrong = wish && choiceProblem(wish, possible, fixed, heirs);
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
      mail: mail && keptMail(mail, kind.passOn?.byHand(thing.limits ?? {}, mail) ?? []),
      choices: possible.map(([one, words]) => ({ fate: one, words })),
    };
  });
  const holder = { resellerId: person.resellerId, companyId: person.companyId, endUserId: person.id };
  for (const { kind, heldId, fate, mail } of items) {
    const i = chosen.get(heldId)?.i;
    const passOn = kinds.find((one) => one.kind === kind)?.passOn;
    if (fate !== 'PASS_ON' || i === undefined || !passOn) continue;
    const wrong = mail
      ? await mailProblems(scope, passOn, holder, { lastDay, heirs }, mail)
      : [{ path: '', message: 'Must be filled in: until when it is kept, and to whom mail goes.' }];
    for (const { path, message } of wrong)
      problems.push({ path: ['choices', i, 'mail', ...(path ? [path] : [])].join('.'), message, heldId });
  }
  const { lines, startsOn } = endsByOrder(items, lastDay);
  const money = await orderMoney(
    scope,
    { id: person.companyId, resellerId: person.resellerId },
    lines.slice(0, MOST_LINES),
    startsOn,
  );
  for (const { path, message } of money.problems) {
    const heldId = lines[Number(path.split('.')[1])]?.subscriptionId ?? null;
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

/**
 * What the order of a leaving is: things that no deed of their feature ends do so by it, after the last day, or after the one until
 * which they are kept.
 */
export function endsByOrder(
  items: readonly LookedAt[],
  lastDay: PlainDate,
): { lines: OrderLine[]; startsOn: PlainDate } {
  const ends = items
    .filter(({ kind }) => heldKinds().some((one) => one.kind === kind && !one.end))
    .filter(({ fate }) => fate === 'END' || fate === 'PASS_ON')
    .map(({ heldId, mail }) => ({ heldId, endsOn: addDays(mail?.until ?? lastDay, 1) }));
  const [startsOn = addDays(lastDay, 1)] = ends.map(({ endsOn }) => endsOn).sort();
  return {
    startsOn,
    lines: ends.map(({ heldId, endsOn }) => ({
      productId: null,
      quantity: null,
      endUserId: null,
      parameters: null,
      subscriptionId: heldId,
      ends: true,
      endsOn: endsOn === startsOn ? null : endsOn,
    })),
  };
}

/** In one order, whoever wrote it: what is the same reads the same. */
const keptMail = (
  { until, forwardToId, delegateIds, reply }: PassedOn,
  byHand: readonly string[],
): KeptMail => ({ until, forwardToId, delegateIds, reply, byHand });

/** What may become of one thing, for whoever acts. */
const choicesOf = ({ actor }: Scope, { choices, passOn }: Held, fixed: string | null): Held['choices'] =>
  choices.filter(
    ([fate]) =>
      (!fixed || fate === 'KEEP') &&
      (fate !== 'PASS_ON' ||
        actor.kind !== 'member' ||
        (passOn !== undefined && actor.permissions.has(passOn.permission))),
  );

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
    [
      choices.flatMap(({ toEndUserId, mail }) =>
        [toEndUserId, mail?.forwardToId, ...(mail?.delegateIds ?? [])].filter(
          (one) => typeof one === 'string',
        ),
      ),
      companyId,
      id,
    ],
  );
  return new Set(found.map((one) => one.id));
}

function choiceProblem(
  { fate, toEndUserId, mail }: LeaverChoice,
  choices: Held['choices'],
  fixed: string | null,
  heirs: ReadonlySet<string>,
): readonly [field: string, message: string] | undefined {
  if (fixed) return fate === 'KEEP' ? undefined : ['fate', `Must be left as it is. ${fixed}.`];
  if (!choices.some(([possible]) => possible === fate))
    return ['fate', `Must be one of ${choices.map(([one]) => one).join(', ')}.`];
  if (mail && fate !== 'PASS_ON') return ['mail', 'Must be left out unless it is passed on.'];
  if (fate !== 'HAND_OVER')
    return toEndUserId ? ['toEndUserId', 'Must be left out unless it is handed over.'] : undefined;
  if (!toEndUserId) return ['toEndUserId', 'Must be filled in: who gets it.'];
  if (!heirs.has(toEndUserId))
    return ['toEndUserId', 'Must be somebody else of the company who is active and does not leave.'];
  return undefined;
}
