import { localDate } from '@steward/shared';
import type { Done, Held, HeldThing, Holder } from '../../../kernel/holding.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { goOnAgain, mailboxIn, servicesHeld } from '../../trade/subscriptions/index.ts';
import { byHand, mailLimits } from './mail-limits.ts';
import { passingProblems } from './passing-rules.ts';
import { type Mailbox, NOTHING, writePassing } from './write-passing.ts';

/** The mailboxes that these services are, or that are part of them, with what is said of each. */
async function mailboxesOf(
  scope: Scope,
  { endUserId }: Holder,
  things: readonly HeldThing[],
): Promise<(Mailbox & { thing: HeldThing })[]> {
  const found = await scope.sql<Mailbox & { thingId: string }>(
    `select b.id, b.reseller_id as "resellerId", b.company_id as "companyId", b.end_user_id as "endUserId", b.reference, s.id as "thingId"
       from subscription s join subscription b on b.id = ${mailboxIn('s')}
      where s.id = any ($1) and s.end_user_id = $2 and b.state not in ('ENDING', 'ENDED') order by b.id for no key update of b`,
    [things.map(({ id }) => id), endUserId],
  );
  return found.flatMap(({ thingId, ...mailbox }) => {
    const thing = things.find(({ id }) => id === thingId);
    return thing ? [{ ...mailbox, thing }] : [];
  });
}

const subjectOf = ({ id, resellerId, companyId, endUserId, reference }: Mailbox) => ({
  type: 'Subscription',
  ...{ id, resellerId, companyId, endUserId, reference },
  changed: ['passedMail'],
});

/** From today on, for as long as the mailbox is there: its end is the order's. */
async function passOn(scope: Scope, holder: Holder, things: readonly HeldThing[]): Promise<Done> {
  const mailboxes = await mailboxesOf(scope, holder, things);
  const days = { startsOn: localDate(scope.now), endsOn: null };
  for (const mailbox of mailboxes)
    if (mailbox.thing.mail) await writePassing(scope, mailbox, days, mailbox.thing.mail);
  return { ids: mailboxes.map(({ thing }) => thing.id), subjects: mailboxes.map(subjectOf) };
}

async function restore(scope: Scope, holder: Holder, things: readonly HeldThing[]): Promise<Done> {
  const passed = await mailboxesOf(
    scope,
    holder,
    things.filter(({ mail }) => mail !== null),
  );
  const days = { startsOn: localDate(scope.now), endsOn: null };
  const taken: Mailbox[] = [];
  for (const mailbox of passed) {
    const [known] = await scope.sql('select from passed_mail where subscription_id = $1', [mailbox.id]);
    if (known && (await writePassing(scope, mailbox, days, NOTHING))) taken.push(mailbox);
  }
  const { ids, subjects } = await goOnAgain(scope, holder, things);
  return { ids, subjects: [...subjects, ...taken.map(subjectOf)] };
}

/** The mailboxes that somebody has: they end by an order, after the last day or after one until which their mail is passed on. [U5] */
export const heldMailboxes: Held = {
  kind: 'MAILBOX',
  label: 'Mailboxes',
  tables: ['passed_mail'],
  permission: 'SUBSCRIPTION_WRITE',
  choices: [
    ['END', 'Ends after the last day'],
    ['PASS_ON', 'Kept for a while, and its mail passed on'],
    ['KEEP', 'Kept, and paid for'],
  ],
  held: servicesHeld(
    `${mailboxIn('s')} is not null`,
    `, (select ${mailLimits('bp')} from subscription b join product bp on bp.id = b.product_id where b.id = ${mailboxIn('s')}) as limits`,
  ),
  passOn: { permission: 'MAIL_PASS', judge: passingProblems, byHand, act: passOn },
  restore,
};
