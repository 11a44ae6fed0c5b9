import { Button, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconPlus, IconTrash, IconWorld } from '@tabler/icons-react';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useCompanyOptions } from '../../../data/use-company-options.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useSend } from '../../../data/use-send.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { plural } from '../../../lib/format.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import { ListHeader } from '../../../ui/list/ListHeader.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { type RowDeed, RowMenu } from '../../../ui/list/RowMenu.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { AddDomain } from './AddDomain.tsx';
import { DomainRecord } from './DomainRecord.tsx';
import { DOMAIN_STATES } from './domain-states.ts';

const DomainsDocument = graphql(
  `
  query Domains(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: DomainFilter
    $orderBy: DomainOrder
  ) {
    domains(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        name
        state
        addressCount
        createdAt
        company {
          id
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

const RemoveDocument = graphql(`
  mutation RemoveDomain($input: RemoveDomainInput!) {
    removeDomain(input: $input)
  }
`);

type Domain = ResultOf<typeof DomainsDocument>['domains']['nodes'][number];

interface DomainListProps {
  /** Whose page the list is a tab of; without it the list is a page of its own. */
  companyId?: string;
}

/** The mail domains in which addresses are allocated [U1]. */
export function DomainList({ companyId }: DomainListProps) {
  const { level } = useViewer();
  const can = useCan();
  const asked: { companyId?: unknown } = useSearch({ strict: false });
  const chosen = companyId ?? (typeof asked.companyId === 'string' ? asked.companyId : undefined);
  const tab = companyId !== undefined;
  const severalCompanies = level !== 'COMPANY' && !tab;
  const companies = useCompanyOptions(severalCompanies, chosen);
  const send = useSend(RemoveDocument, 'Domain');
  const [adding, add] = useDisclosure();
  const [proving, setProving] = useState<string>();
  const list = useList({
    query: DomainsDocument,
    page: ({ domains }) => domains,
    type: 'Domain',
    settings: { sort: 'NAME', filters: ['companyId', 'state'] },
    fixed: tab ? { companyId } : {},
  });
  const action = can('DOMAIN_WRITE') && (
    <Button leftSection={<IconPlus size={16} />} onClick={add.open}>
      Add domain
    </Button>
  );
  const remove = ({ id, name, addressCount }: Domain): RowDeed => {
    const item = { label: 'Remove', icon: <IconTrash size={16} /> };
    if (addressCount > 0)
      return {
        ...item,
        held: `${plural(addressCount, 'address is', 'addresses are')} allocated in it: release them first.`,
      };
    return {
      ...item,
      ask: {
        title: `Remove ${name}?`,
        consequence:
          'No addresses can be allocated in it any more. It can be added again, here or by another company.',
        confirmLabel: 'Remove domain',
        destructive: true,
        onConfirm: async () => {
          await send({ input: { id } });
          notifications.show({ message: `${name} is removed.` });
        },
      },
    };
  };
  return (
    <>
      <ListHeader title="Domains" actions={action} tab={tab} />
      <DataList
        id={tab ? 'company-domains' : 'domains'}
        label="Domains"
        list={list}
        columns={severalCompanies ? COLUMNS : COLUMNS.filter(({ key }) => key !== 'company')}
        searchHint="Domain"
        filters={[
          ...(severalCompanies ? [{ key: 'companyId', label: 'Company', ...companies }] : []),
          { key: 'state', label: 'State', options: STATES },
        ]}
        rowActions={
          can('DOMAIN_WRITE')
            ? (domain) => (
                <Group gap={6} wrap="nowrap" justify="flex-end">
                  {domain.state === 'WAITING' && (
                    <Button size="compact-sm" variant="default" onClick={() => setProving(domain.id)}>
                      Show record
                    </Button>
                  )}
                  <RowMenu of={domain.name} items={[remove(domain)]} />
                </Group>
              )
            : undefined
        }
        empty={
          <EmptyState icon={<IconWorld size={22} />} title="No domains yet" action={!tab && action}>
            E-mail addresses can be allocated once there is a domain, such as example.com, and it is proved.
          </EmptyState>
        }
      />
      <AddDomain companyId={chosen} opened={adding} onClose={add.close} onAdded={setProving} />
      {proving && <DomainRecord id={proving} onClose={() => setProving(undefined)} />}
    </>
  );
}

const STATES = Object.entries(DOMAIN_STATES).map(([value, label]) => ({ value, label }));

const COLUMNS: readonly Column<Domain, 'NAME' | 'CREATED_AT'>[] = [
  { key: 'name', title: 'Domain', value: ({ name }) => name, sort: 'NAME' },
  { key: 'company', title: 'Company', value: ({ company }) => company.name, show: 'always' },
  {
    key: 'state',
    title: 'State',
    value: ({ state }) => DOMAIN_STATES[state],
    cell: ({ state }) => <StateBadge state={state} label={DOMAIN_STATES[state] ?? state} />,
    show: 'always',
  },
  {
    key: 'addressCount',
    title: 'Addresses',
    value: ({ addressCount }) => addressCount,
    align: 'right',
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
