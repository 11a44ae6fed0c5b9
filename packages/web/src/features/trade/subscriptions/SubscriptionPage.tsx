import { Button } from '@mantine/core';
import { valueText } from '@steward/shared';
import { useParams } from '@tanstack/react-router';
import { graphql } from '../../../data/graphql.ts';
import { metered, usedInWords } from '../../../data/metered.ts';
import { useRead } from '../../../data/use-read.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { useCards, useTabs } from '../../../frame/slots.tsx';
import { words } from '../../../lib/words.ts';
import { CopyText } from '../../../ui/CopyText.tsx';
import { DateText, DayText, LastDayText } from '../../../ui/DateText.tsx';
import { DetailPage } from '../../../ui/DetailPage.tsx';
import type { Fact } from '../../../ui/Facts.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { Money } from '../../../ui/Money.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { cancelLabel, isRunning, useCancelSubscription } from './CancelSubscription.tsx';
import { shownState } from './states.ts';

const SubscriptionDocument = graphql(
  `
  query Subscription($id: ID!) {
    subscription(id: $id) {
      id
      reference
      partOf {
        id
        product {
          id
          name
        }
      }
      quantity
      parameters
      state
      suspendedAt
      startsOn
      endsOn
      invoicedTo
      commitments {
        id
        earliestEnd
      }
      retailMinor
      wholesaleMinor
      wholesaleCurrency
      currency
      createdAt
      product {
        id
        name
        description
        unit
        ...Metered
        parameters {
          name
          label
          kind
          unit
        }
      }
      company {
        id
        name
      }
      endUser {
        id
        displayName
        email
      }
    }
  }
`,
  [metered],
);

/** One subscription: what it is, for whom, at which price, and how far it is [C4] [P1]. */
export function SubscriptionPage() {
  const { subscriptionId = '' } = useParams({ strict: false });
  const read = useRead(SubscriptionDocument, { id: subscriptionId });
  const { level } = useViewer();
  const can = useCan();
  const tabs = useTabs('subscription');
  const cards = useCards('subscription');
  const { cancel, dialogue } = useCancelSubscription();
  return (
    <>
      <Loaded from={read} whole>
        {({ subscription }) => {
          if (!subscription) return null;
          const {
            product,
            company,
            endUser,
            quantity,
            currency,
            retailMinor,
            wholesaleMinor,
            wholesaleCurrency,
            partOf,
          } = subscription;
          const facts: (Fact | false)[] = [
            partOf !== null && [
              'Part of',
              <TextLink
                key="bundle"
                to="/subscriptions/$subscriptionId"
                params={{ subscriptionId: partOf.id }}
                inherit
              >
                {partOf.product.name}
              </TextLink>,
            ],
            [
              'For',
              endUser ? (
                <TextLink key="for" to="/end-users/$endUserId" params={{ endUserId: endUser.id }} inherit>
                  {endUser.displayName}
                </TextLink>
              ) : (
                'The company as a whole'
              ),
            ],
            endUser !== null && ['E-mail address', endUser.email],
            [
              'Company',
              level === 'PLATFORM' || level === 'RESELLER' ? (
                <TextLink key="company" to="/companies/$companyId" params={{ companyId: company.id }} inherit>
                  {company.name}
                </TextLink>
              ) : (
                company.name
              ),
            ],
            ['First day', <DayText key="from" day={subscription.startsOn} />],
            ['Last day', subscription.endsOn && <LastDayText key="to" endsOn={subscription.endsOn} />],
            quantity > 1 && ['Quantity', quantity],
            ...Object.entries(subscription.parameters).map(([name, value]): Fact => {
              const parameter = product.parameters.find((one) => one.name === name);
              return [parameter?.label ?? name, valueText(parameter, value)];
            }),
            [
              quantity > 1 && !partOf ? 'Unit price a month' : 'Price a month',
              partOf ? (
                `In the price of ${partOf.product.name}`
              ) : (
                <Money key="retail" minor={retailMinor} currency={currency} />
              ),
            ],
            wholesaleMinor !== null &&
              !partOf && [
                'Wholesale a month',
                <Money key="wholesale" minor={wholesaleMinor} currency={wholesaleCurrency ?? currency} />,
              ],
            ['Billed', words(product.unit)],
            product.meter !== null && ['What is used', usedInWords(product)],
            ['Reference', <CopyText key="ref" text={subscription.reference} label="reference" />],
            ['Ordered', <DateText key="ordered" at={subscription.createdAt} />],
          ];
          return (
            <DetailPage
              header={{
                title: product.name,
                badge: <StateBadge state={shownState(subscription)} />,
                description: product.description,
                crumbs: [{ label: 'Subscriptions', link: { to: '/subscriptions' } }],
                actions: can('SUBSCRIPTION_WRITE') && isRunning(subscription) && !partOf && (
                  <Button variant="default" onClick={() => cancel(subscription)}>
                    {cancelLabel(subscription)}
                  </Button>
                ),
              }}
              facts={facts.filter((fact) => fact !== false)}
              aside={cards(subscription)}
              tabs={tabs(subscription)}
            />
          );
        }}
      </Loaded>
      {dialogue}
    </>
  );
}
