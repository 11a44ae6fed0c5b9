import { Button, Text } from '@mantine/core';
import { IconPencil, IconPlugConnected, IconPlus } from '@tabler/icons-react';
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
import { EditConnector } from './EditConnector.tsx';
import { useNewSecret } from './NewSecret.tsx';
import { ShowSecret } from './ShowSecret.tsx';

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
        name
        url
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

type Connector = ResultOf<typeof ConnectorsDocument>['connectors']['nodes'][number];

/** The systems that set services up by signed webhook; for staff [P2] [S78]. */
export function ConnectorsPage() {
  const [adding, setAdding] = useState(false);
  const [chosen, setChosen] = useState<Connector>();
  const [secret, setSecret] = useState<{ name: string; secret: string }>();
  const list = useList({
    query: ConnectorsDocument,
    page: ({ connectors }) => connectors,
    type: 'Connector',
    settings: { sort: 'NAME' },
  });
  // As it is by now: somebody else may change it meanwhile.
  const edited = chosen && (list.rows?.find(({ id }) => id === chosen.id) ?? chosen);
  const showSecret = (name: string, fresh: string) => setSecret({ name, secret: fresh });
  const newSecret = useNewSecret(showSecret);
  const action = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
      Add connector
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Connectors"
        crumbs={[{ label: 'Provisioning', link: { to: '/provisioning' } }]}
        description="Systems that set services up and remove them. They are told by webhook, signed by the Standard Webhooks rules. What has no connector is done by hand."
        actions={action}
      />
      <DataList
        id="connectors"
        label="Connectors"
        list={list}
        columns={COLUMNS}
        searchHint="Name"
        rowActions={(connector) => (
          <RowMenu
            of={connector.name}
            items={[
              { label: 'Edit', icon: <IconPencil size={16} />, run: () => setChosen(connector) },
              newSecret(connector),
            ]}
          />
        )}
        empty={
          <EmptyState icon={<IconPlugConnected size={22} />} title="No connectors yet" action={action}>
            Until there is one, every service is a task by hand.
          </EmptyState>
        }
      />
      {adding && (
        <AddConnector
          onClose={() => setAdding(false)}
          onDone={(name, fresh) => {
            setAdding(false);
            showSecret(name, fresh);
          }}
        />
      )}
      {edited && <EditConnector connector={edited} onClose={() => setChosen(undefined)} />}
      {secret && <ShowSecret {...secret} onClose={() => setSecret(undefined)} />}
    </>
  );
}

const COLUMNS: readonly Column<Connector, 'NAME' | 'CREATED_AT'>[] = [
  { key: 'name', title: 'Name', value: ({ name }) => name, sort: 'NAME' },
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
    value: ({ disabledAt }) => (disabledAt ? 'Gone' : 'In use'),
    cell: ({ disabledAt }) =>
      disabledAt ? (
        <>
          <StateBadge state="FAILED" label="Gone" /> <DateText at={disabledAt} as="ago" />
        </>
      ) : (
        <StateBadge state="ACTIVE" label="In use" />
      ),
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
