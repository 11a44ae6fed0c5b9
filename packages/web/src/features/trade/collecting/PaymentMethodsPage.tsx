import { Alert, Anchor, Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconBuildingBank, IconCash, IconCreditCard, IconTrash, IconWallet } from '@tabler/icons-react';
import { useSearch } from '@tanstack/react-router';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useSend } from '../../../data/use-send.ts';
import { useViewer } from '../../../data/viewer.ts';
import { date } from '../../../lib/format.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { type RowDeed, RowMenu } from '../../../ui/list/RowMenu.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { useDeed } from '../../../ui/use-deed.ts';
import { methodName } from './method-words.ts';

const MethodsDocument = graphql(
  `
  query PaymentMethods(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: StoredMethodFilter
    $orderBy: StoredMethodOrder
  ) {
    storedMethods(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        kind
        state
        collects
        brand
        last4
        goodUntil
        mandateReference
        mandateUrl
        trouble
        createdAt
      }
      totalCount
      pageInfo {
        ...Paging
      }
    }
  }
`,
  [paging],
);
type Method = ResultOf<typeof MethodsDocument>['storedMethods']['nodes'][number];

const StartDocument = graphql(`
  mutation StartPaymentMethod($input: StartPaymentMethodInput!) {
    startPaymentMethod(input: $input) {
      id
      url
    }
  }
`);
const SetDocument = graphql(`
  mutation SetCollecting($input: SetCollectingInput!) {
    setCollecting(input: $input) {
      id
      collects
    }
  }
`);
const RemoveDocument = graphql(`
  mutation RemovePaymentMethod($input: RemovePaymentMethodInput!) {
    removePaymentMethod(input: $input) {
      id
    }
  }
`);

const KEPT = { kept: true, mine: true };

/** The cards and bank accounts from which one's invoices are paid by themselves [B7]. */
export function PaymentMethodsPage() {
  const { added }: { added?: unknown } = useSearch({ strict: false });
  const { level } = useViewer();
  const set = useSend(SetDocument, 'Collection');
  const remove = useSend(RemoveDocument, 'StoredMethod');
  const list = useList({
    query: MethodsDocument,
    page: ({ storedMethods }) => storedMethods,
    type: 'StoredMethod',
    fixed: KEPT,
    settings: { sort: '-CREATED_AT' },
  });
  const supplier = level === 'COMPANY' ? 'your supplier' : 'the platform';
  const deedsOf = (method: Method): RowDeed[] => [
    method.collects
      ? {
          label: 'Stop collecting from it',
          icon: <IconCash size={14} />,
          ask: {
            title: `Stop collecting from ${methodName(method)}?`,
            consequence:
              'What is due is not collected any more: you pay each invoice yourself. What is on its way from the bank still comes in.',
            confirmLabel: 'Stop collecting',
            onConfirm: () => set({ input: { id: method.id, collects: false } }),
          },
        }
      : {
          label: 'Collect from it',
          icon: <IconCash size={14} />,
          ...(method.state === 'FAILED'
            ? { held: 'Nothing can be collected from it any more.' }
            : {
                ask: {
                  title: `Collect from ${methodName(method)}?`,
                  consequence: `From now on what you owe ${supplier} is collected from it on the day it is due, and from no other. You are told days before.`,
                  confirmLabel: 'Collect from it',
                  onConfirm: () => set({ input: { id: method.id, collects: true } }),
                },
              }),
        },
    {
      label: 'Remove',
      icon: <IconTrash size={14} />,
      ask: {
        title: `Remove ${methodName(method)}?`,
        consequence:
          'It is forgotten by the payment provider, too. What was announced from it is not collected; it cannot be brought back, but added anew.',
        confirmLabel: 'Remove',
        destructive: true,
        onConfirm: () => remove({ input: { id: method.id } }),
      },
    },
  ];
  return (
    <>
      <PageHeader
        title="Payment methods"
        description={`Keep a card or bank account here, and what you owe ${supplier} is collected on the day it is due.`}
        actions={
          <Group gap="xs">
            <Add kind="DIRECT_DEBIT" label="Set up a Direct Debit" />
            <Add kind="CARD" label="Add a card" />
          </Group>
        }
      />
      {added !== undefined && (
        <Alert mb="md" color="blue" role="status" title="Thank you">
          The payment provider confirms it within moments; it then stands below.
        </Alert>
      )}
      <DataList
        id="payment-methods"
        label="Payment methods"
        list={list}
        columns={COLUMNS}
        rowActions={(method) => <RowMenu of={methodName(method)} items={deedsOf(method)} />}
        empty={
          <EmptyState icon={<IconWallet size={22} />} title="No card or bank account is kept">
            Add one, and invoices are paid by themselves. You are told days before anything is collected, and
            can stop it.
          </EmptyState>
        }
      />
      <Text c="dimmed" fz="sm" mt="md">
        Card and account numbers are entered at the payment provider, which keeps them; only the last digits
        are known here. Direct Debits are protected by the Direct Debit Guarantee.
      </Text>
    </>
  );
}

/** Sends the browser to the page on which a card or bank account is entered, which sends it back here. */
function Add({ kind, label }: { kind: 'CARD' | 'DIRECT_DEBIT'; label: string }) {
  const start = useSend(StartDocument);
  const { run, busy, done } = useDeed(
    async () =>
      window.location.assign((await start({ input: { kind, collects: true } })).startPaymentMethod.url),
    ({ message }) => notifications.show({ color: 'red', title: 'Not added', message }),
  );
  const Icon = kind === 'CARD' ? IconCreditCard : IconBuildingBank;
  return (
    <Button
      variant={kind === 'CARD' ? 'filled' : 'default'}
      leftSection={<Icon size={16} />}
      loading={busy || done}
      onClick={run}
    >
      {label}
    </Button>
  );
}

const COLUMNS: readonly Column<Method, 'CREATED_AT'>[] = [
  { key: 'method', title: 'Payment method', value: methodName },
  {
    key: 'collects',
    title: 'Used for',
    value: ({ collects }) => (collects ? 'What is due is collected' : null),
    show: 'always',
  },
  {
    key: 'state',
    title: 'State',
    value: ({ state }) => state,
    cell: ({ state }) => <StateBadge state={state} />,
    show: 'always',
  },
  {
    key: 'good-until',
    title: 'Good until',
    value: ({ goodUntil }) => goodUntil,
    cell: ({ goodUntil }) => goodUntil && date(goodUntil),
  },
  {
    key: 'mandate',
    title: 'Mandate',
    value: ({ mandateReference }) => mandateReference,
    cell: ({ mandateReference, mandateUrl }) =>
      mandateUrl ? (
        <Anchor href={mandateUrl} target="_blank" rel="noreferrer" inherit>
          {mandateReference}
        </Anchor>
      ) : (
        mandateReference
      ),
  },
  { key: 'trouble', title: 'Trouble', value: ({ trouble }) => trouble },
  {
    key: 'added',
    title: 'Added',
    value: ({ createdAt }) => createdAt,
    cell: ({ createdAt }) => <DateText at={createdAt} as="day" />,
    sort: 'CREATED_AT',
  },
];
