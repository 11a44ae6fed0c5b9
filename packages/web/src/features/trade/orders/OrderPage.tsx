import { Alert, Button, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useParams } from '@tanstack/react-router';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { money, plural } from '../../../lib/format.ts';
import { ConfirmButton } from '../../../ui/ConfirmButton.tsx';
import { CopyText } from '../../../ui/CopyText.tsx';
import { DateText, DayText } from '../../../ui/DateText.tsx';
import { DetailPage } from '../../../ui/DetailPage.tsx';
import type { Fact } from '../../../ui/Facts.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { DeclineOrder } from './DeclineOrder.tsx';
import { OrderLines } from './OrderLines.tsx';
import { Change } from './OrderSummary.tsx';
import { kindText, stateText } from './order-words.ts';

const OrderDocument = graphql(`
  query Order($id: ID!) {
    order(id: $id) {
      id
      reference
      kind
      person {
        id
        displayName
      }
      state
      awaits
      startsOn
      note
      lineCount
      retailMinor
      wholesaleMinor
      wholesaleCurrency
      currency
      failure
      placedByName
      placedByMe
      decidedByName
      decidedAt
      decisionNote
      finishedAt
      createdAt
      company {
        id
        name
        reseller {
          name
        }
      }
    }
  }
`);
type Order = NonNullable<ResultOf<typeof OrderDocument>['order']>;

const ApproveDocument = graphql(`
  mutation ApproveOrder($input: ApproveOrderInput!) {
    approveOrder(input: $input) {
      id
      state
      awaits
    }
  }
`);

const CancelDocument = graphql(`
  mutation CancelOrder($input: CancelOrderInput!) {
    cancelOrder(input: $input) {
      id
      state
    }
  }
`);

/** One order: what it changes, what that comes to, who decided, how far it is [C4]. */
export function OrderPage() {
  const { orderId = '' } = useParams({ strict: false });
  const read = useRead(OrderDocument, { id: orderId });
  const { level } = useViewer();
  return (
    <Loaded from={read} whole>
      {({ order }) => {
        if (!order) return null;
        const { company, currency } = order;
        const facts: (Fact | false)[] = [
          [
            'Company',
            level === 'COMPANY' ? (
              company.name
            ) : (
              <TextLink key="company" to="/companies/$companyId" params={{ companyId: company.id }} inherit>
                {company.name}
              </TextLink>
            ),
          ],
          order.person !== null && [
            kindText(order.kind),
            <TextLink key="person" to="/end-users/$endUserId" params={{ endUserId: order.person.id }} inherit>
              {order.person.displayName}
            </TextLink>,
          ],
          ['From', <DayText key="from" day={order.startsOn} />],
          ['Changes a month', <Change key="retail" minor={order.retailMinor} currency={currency} />],
          order.wholesaleMinor !== null && [
            'Wholesale a month',
            <Change
              key="wholesale"
              minor={order.wholesaleMinor}
              currency={order.wholesaleCurrency ?? currency}
            />,
          ],
          ['Lines', order.lineCount],
          ['Note', order.note],
          ['Placed by', order.placedByName],
          ['Placed', <DateText key="placed" at={order.createdAt} />],
          order.decidedByName !== null && [
            order.state === 'CANCELLED'
              ? 'Cancelled by'
              : order.state === 'DECLINED'
                ? 'Declined by'
                : 'Approved by',
            order.decidedByName,
          ],
          order.finishedAt !== null && [
            order.state === 'DONE' ? 'Carried out' : 'Ended',
            <DateText key="finished" at={order.finishedAt} />,
          ],
          ['Reference', <CopyText key="ref" text={order.reference} label="reference" />],
        ];
        return (
          <>
            <DetailPage
              header={{
                title: `Order ${order.reference}`,
                badge: <StateBadge state={order.state} label={stateText(order.state)} />,
                crumbs: [{ label: 'Orders', link: { to: '/orders' } }],
                actions: <OrderDeeds order={order} />,
              }}
              alert={<HowItStands order={order} />}
              facts={facts.filter((fact) => fact !== false)}
            />
            <OrderLines orderId={order.id} />
          </>
        );
      }}
    </Loaded>
  );
}

/** Whose approval it waits for, by name. */
const approversOf = ({ awaits, company }: Order): string[] =>
  awaits.map((approver) => (approver === 'COMPANY' ? company.name : company.reseller.name));

function HowItStands({ order }: { order: Order }) {
  const { state, failure, decisionNote } = order;
  const [first, ...others] = approversOf(order);
  if (state === 'AWAITING_APPROVAL' && first)
    return (
      <Alert color="yellow" mb="md" title={`It waits for ${first} to approve it`}>
        Nothing of it has been done yet. Somebody who did not place it decides
        {others.map((one) => `, and then ${one}`)}.
      </Alert>
    );
  if (state === 'FAILED')
    return (
      <Alert color="red" mb="md" title="It could not be carried out, and nothing was changed">
        {failure} Put that right and order again.
      </Alert>
    );
  if (state === 'DECLINED')
    return (
      <Alert color="gray" mb="md" title="It was declined, and nothing was changed">
        {decisionNote}
      </Alert>
    );
  return null;
}

function OrderDeeds({ order }: { order: Order }) {
  const { level } = useViewer();
  const can = useCan();
  const [declining, decline] = useDisclosure();
  const approve = useSend(ApproveDocument, 'Subscription');
  const cancel = useSend(CancelDocument);
  const { id, state, awaits, placedByMe, retailMinor, currency, lineCount, reference } = order;
  const [, then] = approversOf(order);
  const open = state === 'AWAITING_APPROVAL' || state === 'QUEUED';
  const decides =
    state === 'AWAITING_APPROVAL' &&
    can('ORDER_APPROVE') &&
    !placedByMe &&
    (awaits[0] === 'COMPANY' ? level === 'COMPANY' : level !== 'COMPANY');
  return (
    <Group gap="xs">
      {decides && (
        <>
          <ConfirmButton
            variant="filled"
            title={`Approve order ${reference}?`}
            consequence={`${plural(lineCount, 'line is', 'lines are')} carried out${then ? ` once ${then} has approved it, too` : ' at once'}; the monthly price ${retailMinor < 0 ? 'falls' : 'rises'} by ${money(Math.abs(retailMinor), currency)}, without VAT.`}
            confirmLabel="Approve"
            onConfirm={async () => {
              await approve({ input: { id } });
              notifications.show({ message: `Order ${reference} is approved.` });
            }}
          >
            Approve
          </ConfirmButton>
          <Button variant="default" onClick={decline.open}>
            Decline
          </Button>
        </>
      )}
      {open && can('SUBSCRIPTION_WRITE') && (
        <ConfirmButton
          title={`Cancel order ${reference}?`}
          consequence="Nothing of it has been done yet, and nothing will be. It cannot be taken up again; order anew instead."
          confirmLabel="Cancel order"
          onConfirm={() => cancel({ input: { id } })}
        >
          Cancel order
        </ConfirmButton>
      )}
      {declining && <DeclineOrder order={order} onClose={decline.close} />}
    </Group>
  );
}
