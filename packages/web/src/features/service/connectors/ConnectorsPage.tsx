import { Button, Text } from '@mantine/core';
import { IconPlugConnected, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { RowMenu } from '../../../ui/list/RowMenu.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { AddConnector } from './AddConnector.tsx';
import { AddWebhook } from './AddWebhook.tsx';
import { ChooseKind } from './ChooseKind.tsx';
import { useConnectorDeeds } from './ConnectorDeeds.tsx';
import { kindWords, stateOf } from './connector.ts';
import type { Kind } from './kinds.ts';

const ConnectorsDocument = graphql(
  `
  query Connectors(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: ConnectorFilter
    $orderBy: ConnectorOrder
  ) {
    connectors(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        kind
        name
        url
        settingValues {
          name
          value
        }
        testedAt
        testOutcome
        testWords
        testDetail
        disabledAt
        createdAt
        products {
          id
          code
          name
        }
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

type Row = ResultOf<typeof ConnectorsDocument>['connectors']['nodes'][number];

/** The systems that set services up: webhooks, and those of known kinds; for staff [P2] [S78]. */
export function ConnectorsPage() {
  const [adding, setAdding] = useState<'CHOOSING' | 'WEBHOOK' | Kind>();
  const deeds = useConnectorDeeds();
  const list = useList({
    query: ConnectorsDocument,
    page: ({ connectors }) => connectors,
    type: 'Connector',
    settings: { sort: 'NAME' },
  });
  const action = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setAdding('CHOOSING')}>
      Add connector
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Connectors"
        crumbs={[{ label: 'Provisioning', link: { to: '/provisioning' } }]}
        description="Systems that set services up and remove them: they are signed in to, or told by webhook, signed by the Standard Webhooks rules. What has no connector is done by hand."
        actions={action}
      />
      <DataList
        id="connectors"
        label="Connectors"
        list={list}
        columns={COLUMNS}
        searchHint="Name"
        rowLink={({ id }) => ({ to: '/connectors/$connectorId', params: { connectorId: id } })}
        rowActions={(connector) => <RowMenu of={connector.name} items={deeds.items(connector)} />}
        empty={
          <EmptyState icon={<IconPlugConnected size={22} />} title="No connectors yet" action={action}>
            Until there is one, every service is a task by hand.
          </EmptyState>
        }
      />
      {adding === 'CHOOSING' && <ChooseKind onClose={() => setAdding(undefined)} onChoose={setAdding} />}
      {adding === 'WEBHOOK' && (
        <AddWebhook
          onClose={() => setAdding(undefined)}
          onDone={(name, fresh) => {
            setAdding(undefined);
            deeds.showSecret(name, fresh);
          }}
        />
      )}
      {typeof adding === 'object' && (
        <AddConnector
          kind={adding}
          onClose={() => setAdding(undefined)}
          onDone={(id) => {
            setAdding(undefined);
            deeds.test(id);
          }}
        />
      )}
      {deeds.dialogues((id) => list.rows?.find((row) => row.id === id))}
    </>
  );
}

const COLUMNS: readonly Column<Row, 'NAME' | 'CREATED_AT'>[] = [
  { key: 'name', title: 'Name', value: ({ name }) => name, sort: 'NAME' },
  { key: 'kind', title: 'Kind', value: ({ kind }) => kindWords(kind) },
  {
    key: 'url',
    title: 'Address',
    value: ({ url }) => url,
    cell: ({ url }) => (
      <Text span ff="monospace" fz="xs" style={{ overflowWrap: 'anywhere' }}>
        {url}
      </Text>
    ),
    show: 'always',
  },
  {
    key: 'products',
    title: 'Products',
    value: ({ products }) => products.map(({ name }) => name).join(', '),
    show: 'always',
  },
  {
    key: 'state',
    title: 'Status',
    value: (connector) => stateOf(connector).label,
    cell: (connector) => {
      const { state, label, since } = stateOf(connector);
      return (
        <>
          <StateBadge state={state} label={label} /> {since && <DateText at={since} as="ago" />}
        </>
      );
    },
    show: 'always',
  },
  {
    key: 'createdAt',
    title: 'Added',
    value: ({ createdAt }) => createdAt,
    cell: ({ createdAt }) => <DateText at={createdAt} as="day" />,
    sort: 'CREATED_AT',
  },
];
