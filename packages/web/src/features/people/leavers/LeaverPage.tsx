import { Alert, Group, Stack, Text } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { date } from '../../../lib/format.ts';
import { DateText, DayText } from '../../../ui/DateText.tsx';
import { DetailPage } from '../../../ui/DetailPage.tsx';
import type { Fact } from '../../../ui/Facts.tsx';
import { Lines } from '../../../ui/Lines.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { Money } from '../../../ui/Money.tsx';
import { Section } from '../../../ui/Section.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { fateText, passingLines, stateText } from './leaver-words.ts';
import { UndoLeaver } from './UndoLeaver.tsx';

const LeaverDocument = graphql(`
  query Leaver($id: ID!, $orders: Boolean!) {
    leaver(id: $id) {
      id
      state
      lastDay
      dueOn
      undoUntil
      monthlyMinor
      firstInvoiceMinor
      currency
      note
      failure
      confirmedByName
      confirmedAt
      doneAt
      undoneAt
      undoneByName
      createdAt
      items {
        id
        kind
        label
        name
        detail
        fixed
        fate
        state
        possible {
          fate
          words
        }
        toEndUser {
          id
          displayName
        }
        passesOn {
          until
          reply
          byHand
          forwardTo {
            id
            displayName
          }
          delegates {
            id
            displayName
          }
        }
      }
      endUser {
        id
        displayName
      }
      company {
        id
        name
      }
      order @include(if: $orders) {
        id
        reference
        state
        decisionNote
      }
    }
  }
`);
type Leaver = NonNullable<ResultOf<typeof LeaverDocument>['leaver']>;

/** The receipt of somebody's leaving: what becomes, or has become, of all that they held [U5]. */
export function LeaverPage() {
  const { leaverId = '' } = useParams({ strict: false });
  const { level } = useViewer();
  const can = useCan();
  const read = useRead(
    LeaverDocument,
    { id: leaverId, orders: can('ORDER_READ') },
    { types: ['Leaver', 'ServiceOrder'] },
  );
  return (
    <Loaded from={read} whole>
      {({ leaver }) => {
        if (!leaver) return null;
        const { endUser, company, order, currency } = leaver;
        const facts: (Fact | false)[] = [
          [
            'Person',
            <TextLink key="person" to="/end-users/$endUserId" params={{ endUserId: endUser.id }} inherit>
              {endUser.displayName}
            </TextLink>,
          ],
          level !== 'COMPANY' && ['Company', company.name],
          ['Last day', <DayText key="last" day={leaver.lastDay} />],
          ['A month', <Money key="month" minor={leaver.monthlyMinor} currency={currency} />],
          ['First invoice', <Money key="first" minor={leaver.firstInvoiceMinor} currency={currency} />],
          !!order && [
            'Order',
            <TextLink key="order" to="/orders/$orderId" params={{ orderId: order.id }} inherit>
              {order.reference}
            </TextLink>,
          ],
          leaver.note !== null && ['Note', leaver.note],
          ['Confirmed by', leaver.confirmedByName],
          ['Confirmed', <DateText key="confirmed" at={leaver.confirmedAt} />],
          leaver.doneAt !== null && ['Done', <DateText key="done" at={leaver.doneAt} />],
          leaver.undoneByName !== null && ['Undone by', leaver.undoneByName],
        ];
        return (
          <DetailPage
            header={{
              title: endUser.displayName,
              badge: <StateBadge state={leaver.state} label={stateText(leaver.state)} />,
              crumbs: [{ label: 'Leavers', link: { to: '/leavers' } }],
              actions: <UndoLeaver leaver={leaver} name={endUser.displayName} />,
            }}
            alert={<HowItStands leaver={leaver} />}
            facts={facts.filter((fact) => fact !== false)}
            aside={[<Items key="items" leaver={leaver} />]}
          />
        );
      }}
    </Loaded>
  );
}

function HowItStands({ leaver }: { leaver: Leaver }) {
  const { state, failure, dueOn, undoUntil, order, items } = leaver;
  if (state === 'FAILED')
    return (
      <Alert color="red" mb="md" title="It came to nothing, and nothing was taken back">
        {failure} {order?.decisionNote}
      </Alert>
    );
  if (state === 'CONFIRMED' && order?.state === 'AWAITING_APPROVAL')
    return (
      <Alert color="yellow" mb="md" title={`Order ${order.reference} waits to be approved`}>
        Nothing is done before it has been.
      </Alert>
    );
  if (state === 'CONFIRMED' && dueOn)
    return (
      <Alert color="blue" mb="md" title={`It is done on ${date(dueOn)}`}>
        Until then they go on working. It can be undone at any time before, and until{' '}
        {date(undoUntil ?? dueOn)}.
      </Alert>
    );
  const gone = items.filter((one) => one.state === 'GONE').length;
  if (state === 'UNDONE' && gone > 0)
    return (
      <Alert color="yellow" mb="md" title="Not everything could be given back">
        What was taken away or given to somebody else meanwhile is marked below.
      </Alert>
    );
  return null;
}

function Items({ leaver: { items } }: { leaver: Leaver }) {
  return (
    <Section title="What becomes of what they held">
      <Stack gap="md">
        {[...Map.groupBy(items, ({ label }) => label)].map(([label, things]) => (
          <div key={label}>
            <Text fw={600} fz="sm">
              {label}
            </Text>
            <Lines>
              {things.map((item) => (
                <li key={item.id}>
                  <Group justify="space-between" gap="xs">
                    <div>
                      <Text>{item.name}</Text>
                      {item.detail && (
                        <Text c="dimmed" fz="sm">
                          {item.detail}
                        </Text>
                      )}
                    </div>
                    <Text fz="sm" {...(item.state === 'GONE' && { fw: 600 })}>
                      {fateText(item)}
                    </Text>
                  </Group>
                  {item.passesOn &&
                    passingLines(item.passesOn).map((line) => (
                      <Text key={line} fz="sm" c="dimmed">
                        {line}
                      </Text>
                    ))}
                </li>
              ))}
            </Lines>
          </div>
        ))}
      </Stack>
    </Section>
  );
}
