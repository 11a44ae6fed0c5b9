import { Button, Text } from '@mantine/core';
import { IconKey, IconPencil, IconPlugConnected, IconPlus, IconTestPipe } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useRead } from '../../../data/use-read.ts';
import { words } from '../../../lib/words.ts';
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
import { EditConnector } from './EditConnector.tsx';
import { EditWebhook } from './EditWebhook.tsx';
import { type Kind, KindsDocument } from './kinds.ts';
import { NewCredentials } from './NewCredentials.tsx';
import { useNewSecret } from './NewSecret.tsx';
import { ShowSecret } from './ShowSecret.tsx';
import { TestConnection } from './TestConnection.tsx';

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

type Connector = ResultOf<typeof ConnectorsDocument>['connectors']['nodes'][number];

/** The systems that set services up: webhooks, and those of known kinds; for staff [P2] [S78]. */
export function ConnectorsPage() {
  const [adding, setAdding] = useState<'CHOOSING' | 'WEBHOOK' | Kind>();
  const [chosen, setChosen] = useState<{ id: string; to: 'EDIT' | 'TEST' | 'CREDENTIALS' }>();
  const [secret, setSecret] = useState<{ name: string; secret: string }>();
  const kinds = useRead(KindsDocument, {});
  const kindOf = ({ kind }: { kind: string }): Kind | undefined =>
    kinds.state === 'ready'
      ? kinds.data.connectorKinds.find((candidate) => candidate.kind === kind)
      : undefined;
  const list = useList({
    query: ConnectorsDocument,
    page: ({ connectors }) => connectors,
    type: 'Connector',
    settings: { sort: 'NAME' },
  });
  // As it is by now: somebody else may change it meanwhile.
  const looked = chosen && list.rows?.find(({ id }) => id === chosen.id);
  const kind = looked && kindOf(looked);
  const done = () => setChosen(undefined);
  const showSecret = (name: string, fresh: string) => setSecret({ name, secret: fresh });
  const newSecret = useNewSecret(showSecret);
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
        rowActions={(connector) => (
          <RowMenu
            of={connector.name}
            items={[
              {
                label: 'Edit',
                icon: <IconPencil size={16} />,
                run: () => setChosen({ id: connector.id, to: 'EDIT' }),
              },
              ...(connector.kind === 'WEBHOOK'
                ? [newSecret(connector)]
                : [
                    {
                      label: 'Test connection',
                      icon: <IconTestPipe size={16} />,
                      run: () => setChosen({ id: connector.id, to: 'TEST' }),
                    },
                    {
                      label: 'New credentials',
                      icon: <IconKey size={16} />,
                      run: () => setChosen({ id: connector.id, to: 'CREDENTIALS' }),
                    },
                  ]),
            ]}
          />
        )}
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
            showSecret(name, fresh);
          }}
        />
      )}
      {typeof adding === 'object' && (
        <AddConnector
          kind={adding}
          onClose={() => setAdding(undefined)}
          onDone={(id) => {
            setAdding(undefined);
            setChosen({ id, to: 'TEST' });
          }}
        />
      )}
      {chosen?.to === 'EDIT' && looked?.kind === 'WEBHOOK' && (
        <EditWebhook connector={looked} onClose={done} />
      )}
      {chosen?.to === 'EDIT' && looked && kind && (
        <EditConnector kind={kind} connector={looked} onClose={done} />
      )}
      {chosen?.to === 'CREDENTIALS' && looked && kind && (
        <NewCredentials kind={kind} connector={looked} onClose={done} />
      )}
      {chosen?.to === 'TEST' && looked && <TestConnection connector={looked} onClose={done} />}
      {secret && <ShowSecret {...secret} onClose={() => setSecret(undefined)} />}
    </>
  );
}

const KIND_WORDS: Readonly<Record<string, string>> = {
  WEBHOOK: 'Webhook',
  SQL_MAIL: 'SQL mail platform',
  LDAP: 'LDAP directory',
};

/** How it stands by what is known: it was tested, it is gone, or nothing is known against it. */
function stateOf({ kind, disabledAt, testedAt, testOutcome }: Connector) {
  if (disabledAt) return { state: 'FAILED', label: 'Gone', since: disabledAt };
  if (kind === 'WEBHOOK') return { state: 'ACTIVE', label: 'In use', since: null };
  if (testOutcome === 'DONE') return { state: 'ACTIVE', label: 'Tested', since: testedAt };
  if (testOutcome) return { state: 'FAILED', label: 'Test failed', since: testedAt };
  return { state: 'NONE', label: 'Not tested', since: null };
}

const COLUMNS: readonly Column<Connector, 'NAME' | 'CREATED_AT'>[] = [
  { key: 'name', title: 'Name', value: ({ name }) => name, sort: 'NAME' },
  { key: 'kind', title: 'Kind', value: ({ kind }) => KIND_WORDS[kind] ?? words(kind) },
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
