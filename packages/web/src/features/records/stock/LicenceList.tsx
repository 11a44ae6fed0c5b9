import { Button } from '@mantine/core';
import { IconFileImport, IconLicense, IconPlus } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useCompanyOptions } from '../../../data/use-company-options.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { DateText, LastDayText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ButtonLink } from '../../../ui/links.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import { ListHeader } from '../../../ui/list/ListHeader.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { AddLicence } from './LicenceForms.tsx';
import { LICENCE_STATES, optionsOf } from './words.ts';

const LicencesDocument = graphql(
  `
  query Licences(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: LicenceFilter
    $orderBy: LicenceOrder
  ) {
    licences(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        vendor
        product
        seats
        seatsUsed
        state
        expiresOn
        createdAt
        subscription {
          id
          reference
        }
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

type LicenceRow = ResultOf<typeof LicencesDocument>['licences']['nodes'][number];

interface LicenceListProps {
  /** Whose page the list is a tab of; without it the list is a page of its own. */
  companyId?: string;
}

/** Licences of software: how many seats are taken, and until when they hold [R2]. */
export function LicenceList({ companyId }: LicenceListProps) {
  const { level, company } = useViewer();
  const can = useCan();
  const navigate = useNavigate();
  const asked: { companyId?: unknown } = useSearch({ strict: false });
  const chosen =
    companyId ?? company?.id ?? (typeof asked.companyId === 'string' ? asked.companyId : undefined);
  const tab = companyId !== undefined;
  const severalCompanies = level !== 'COMPANY' && !tab;
  const companies = useCompanyOptions(severalCompanies, chosen);
  const [adding, setAdding] = useState(false);
  const list = useList({
    query: LicencesDocument,
    page: ({ licences }) => licences,
    type: 'Licence',
    settings: { sort: 'NAME', filters: ['companyId', 'state'] },
    fixed: tab ? { companyId } : {},
  });
  const actions = can('LICENCE_WRITE') && (
    <>
      <ButtonLink
        to="/licences/import"
        search={{ companyId: chosen }}
        variant="default"
        leftSection={<IconFileImport size={16} />}
      >
        Import
      </ButtonLink>
      <Button leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
        Add licence
      </Button>
    </>
  );
  return (
    <>
      <ListHeader title="Licences" actions={actions} tab={tab} />
      <DataList
        id={tab ? 'company-licences' : 'licences'}
        label="Licences"
        list={list}
        columns={COLUMNS.filter(({ key }) => severalCompanies || key !== 'company')}
        searchHint="Vendor or product"
        filters={[
          { key: 'state', label: 'Status', options: optionsOf(LICENCE_STATES) },
          ...(severalCompanies ? [{ key: 'companyId', label: 'Company', ...companies }] : []),
        ]}
        rowLink={({ id }) => ({ to: '/licences/$licenceId', params: { licenceId: id } })}
        empty={
          <EmptyState icon={<IconLicense size={22} />} title="No licences yet" action={!tab && actions}>
            Each licence says how many people may have it, who has it, and until when it holds. You are told
            before it ends.
          </EmptyState>
        }
      />
      {adding && (
        <AddLicence
          companyId={chosen}
          onClose={() => setAdding(false)}
          onAdded={(id) => void navigate({ to: '/licences/$licenceId', params: { licenceId: id } })}
        />
      )}
    </>
  );
}

const COLUMNS: readonly Column<LicenceRow, 'NAME' | 'EXPIRES_ON' | 'CREATED_AT'>[] = [
  { key: 'name', title: 'Licence', value: ({ vendor, product }) => `${vendor} ${product}`, sort: 'NAME' },
  { key: 'company', title: 'Company', value: ({ company }) => company.name, show: 'always' },
  {
    key: 'state',
    title: 'Status',
    value: ({ state }) => LICENCE_STATES[state],
    cell: ({ state }) => <StateBadge state={`LICENCE_${state}`} label={LICENCE_STATES[state] ?? state} />,
    show: 'always',
  },
  { key: 'used', title: 'Seats taken', value: ({ seatsUsed }) => seatsUsed, align: 'right', show: 'always' },
  { key: 'seats', title: 'Seats', value: ({ seats }) => seats, align: 'right', show: 'always' },
  {
    key: 'expiresOn',
    title: 'Last day',
    value: ({ expiresOn }) => expiresOn,
    cell: ({ expiresOn }) => <LastDayText endsOn={expiresOn} />,
    sort: 'EXPIRES_ON',
  },
  { key: 'service', title: 'Service', value: ({ subscription }) => subscription?.reference, show: 'chosen' },
  {
    key: 'createdAt',
    title: 'Added',
    value: ({ createdAt }) => createdAt,
    cell: ({ createdAt }) => <DateText at={createdAt} as="day" />,
    sort: 'CREATED_AT',
    show: 'chosen',
  },
];
