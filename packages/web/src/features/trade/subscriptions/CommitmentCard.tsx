import { Alert, Stack } from '@mantine/core';
import { addDays, earliestEnd, noticeBy, termsInWords } from '@steward/shared';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { date, plural } from '../../../lib/format.ts';
import { today } from '../../../lib/today.ts';
import { DayText, LastDayText } from '../../../ui/DateText.tsx';
import { type Fact, Facts } from '../../../ui/Facts.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { Section } from '../../../ui/Section.tsx';
import { Renewal } from './Renewal.tsx';

const CommitmentDocument = graphql(`
  query SubscriptionCommitment($id: ID!) {
    subscription(id: $id) {
      id
      state
      endsOn
      quantity
      product {
        id
        name
      }
      commitments {
        id
        from
        until
        freeUntil
        anchor
        quantity
        terms {
          months
          noticeDays
          noticeToMonthEnd
          follows
          renewalMonths
          renewalPrice
          windowDays
          remindDays
        }
      }
    }
  }
`);

/** For how long a subscription was taken, by when notice is given, and what follows; nothing where it may end any day [C4]. */
export function CommitmentCard({ subscriptionId }: { subscriptionId: string }) {
  const read = useRead(CommitmentDocument, { id: subscriptionId }, { types: ['Subscription'] });
  return (
    <Loaded from={read}>
      {({ subscription }) => {
        const held = subscription?.commitments.at(-1);
        if (!subscription || !held) return null;
        const { endsOn } = subscription;
        const now = today();
        const over = subscription.state === 'ENDING' || subscription.state === 'ENDED';
        const running = held.until === null || held.until > now;
        const free = held.freeUntil !== null && now < held.freeUntil;
        const earliest = earliestEnd(held, now);
        const notice =
          held.until !== null && held.terms.follows !== 'ENDS' ? noticeBy(held.until, held.terms) : null;
        const facts: (Fact | false)[] = [
          ['Since', <DayText key="since" day={held.anchor} />],
          held.until !== null &&
            running && ['This term until', <LastDayText key="until" endsOn={held.until} />],
          subscription.quantity > 1 && held.quantity > 1 && ['At least', `${held.quantity}`],
          !over &&
            endsOn === null &&
            free && ['Cancelled freely until', <LastDayText key="free" endsOn={held.freeUntil as string} />],
          !over &&
            endsOn === null &&
            notice !== null &&
            notice >= now && ['Notice by', <DayText key="notice" day={notice} />],
          !over &&
            endsOn === null && ['Earliest last day', <LastDayText key="end" endsOn={earliest.endsOn} />],
        ];
        return (
          <Section title="Term" actions={<Renewal subscription={subscription} held={held} />}>
            <Stack gap="sm">
              <Facts facts={facts.filter((fact) => fact !== false)} />
              {!over && (
                <Alert color="blue" role="status">
                  {what(held, endsOn, now)}
                </Alert>
              )}
            </Stack>
          </Section>
        );
      }}
    </Loaded>
  );
}

type Held = Parameters<typeof earliestEnd>[0];

/** What will come, and what was agreed. */
function what({ terms, until }: Held, endsOn: string | null, now: string): string {
  const agreed = `Agreed: ${termsInWords(terms)}.`;
  if (endsOn) {
    const ends = `It ends with ${date(addDays(endsOn, -1))}`;
    if (terms.follows !== 'RENEWS' || until === null) return `${ends}. ${agreed}`;
    const by = noticeBy(until, terms);
    return `${ends} and does not renew${by >= now ? `; that can be taken back until ${date(by)}` : ''}. ${agreed}`;
  }
  if (terms.follows !== 'RENEWS' || until === null) return agreed;
  const price = terms.renewalPrice === 'KEPT' ? 'the price it has' : 'the price of new ones then';
  const by = noticeBy(until, terms);
  const unless =
    by >= now ? `, unless notice is given by ${date(by)}` : `: notice could be given until ${date(by)}`;
  return `It renews on ${date(until)} for ${plural(terms.renewalMonths, 'month')}, at ${price}${unless}. ${agreed}`;
}
