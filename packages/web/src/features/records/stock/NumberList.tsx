import { Button } from '@mantine/core';
import {
  IconFileImport,
  IconMapPin,
  IconMapPinCheck,
  IconPhone,
  IconPhoneCheck,
  IconPhoneOff,
  IconPlus,
  IconUser,
} from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useCompanyOptions } from '../../../data/use-company-options.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { DateText, DayText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ButtonLink } from '../../../ui/links.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import { ListHeader } from '../../../ui/list/ListHeader.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { RowMenu } from '../../../ui/list/RowMenu.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { AddNumber } from './AddNumber.tsx';
import { AssignNumber } from './AssignNumber.tsx';
import { ActivateNumbers, ConfirmAddresses, ReleaseNumbers } from './NumberDeeds.tsx';
import { SetAddress } from './SetAddress.tsx';
import { ADDRESS_STATES, NUMBER_STATES, NUMBER_TASKS, optionsOf, placeText } from './words.ts';

const NumbersDocument = graphql(
  `
  query Numbers(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: TelephoneNumberFilter
    $orderBy: TelephoneNumberOrder
  ) {
    numbers(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        number
        national
        label
        state
        portsOn
        quarantinedUntil
        addressState
        addressConfirmedAt
        createdAt
        address {
          id
          building
          street
          town
          postcode
        }
        pendingAddress {
          id
          building
          street
          town
          postcode
        }
        endUser {
          id
          displayName
        }
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

export type NumberRow = ResultOf<typeof NumbersDocument>['numbers']['nodes'][number];

type Deed = 'assign' | 'address' | 'confirm' | 'activate' | 'release';

interface NumberListProps {
  /** Whose page the list is a tab of; without it the list is a page of its own. */
  companyId?: string;
}

/** Telephone numbers: whose they are, whether they are in use, where calls to 999 from them are answered [R1] [R2]. */
export function NumberList({ companyId }: NumberListProps) {
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
  const [begun, begin] = useState<{ deed: Deed; rows: readonly NumberRow[]; clear: () => void }>();
  const list = useList({
    query: NumbersDocument,
    page: ({ numbers }) => numbers,
    type: 'TelephoneNumber',
    settings: { sort: 'NUMBER', filters: ['companyId', 'state', 'addressState', 'task'] },
    fixed: tab ? { companyId } : {},
  });
  const supplies = can('NUMBER_SUPPLY');
  const actions = supplies && (
    <>
      <ButtonLink
        to="/numbers/import"
        search={{ companyId: chosen }}
        variant="default"
        leftSection={<IconFileImport size={16} />}
      >
        Import
      </ButtonLink>
      <Button leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
        Add number
      </Button>
    </>
  );
  const deeds: { deed: Deed; label: string; icon: ReactNode; one?: true; may: boolean; colour?: 'red' }[] = [
    {
      deed: 'confirm',
      label: 'Confirm address',
      icon: <IconMapPinCheck size={14} />,
      may: can('NUMBER_CONFIRM'),
    },
    { deed: 'address', label: 'Enter address', icon: <IconMapPin size={14} />, may: can('NUMBER_WRITE') },
    { deed: 'assign', label: 'Assign', icon: <IconUser size={14} />, one: true, may: can('NUMBER_WRITE') },
    { deed: 'activate', label: 'Take into use', icon: <IconPhoneCheck size={14} />, may: supplies },
    { deed: 'release', label: 'Release', icon: <IconPhoneOff size={14} />, may: supplies, colour: 'red' },
  ];
  const mine = deeds.filter(({ may }) => may);
  const close = (done: boolean) => {
    if (done) begun?.clear();
    begin(undefined);
  };
  return (
    <>
      <ListHeader title="Numbers" actions={actions} tab={tab} />
      <DataList
        id={tab ? 'company-numbers' : 'numbers'}
        label="Numbers"
        list={list}
        columns={COLUMNS.filter(({ key }) => severalCompanies || key !== 'company')}
        searchHint="Number, what it is for, or a person"
        filters={[
          { key: 'state', label: 'Status', options: optionsOf(NUMBER_STATES) },
          { key: 'addressState', label: '999 address', options: optionsOf(ADDRESS_STATES) },
          { key: 'task', label: 'To do', options: optionsOf(NUMBER_TASKS) },
          ...(severalCompanies ? [{ key: 'companyId', label: 'Company', ...companies }] : []),
        ]}
        rowLink={({ id }) => ({ to: '/numbers/$numberId', params: { numberId: id } })}
        bulk={mine
          .filter(({ one }) => !one)
          .map(({ deed, label, icon, colour }) => ({
            label,
            icon,
            ...(colour && { colour }),
            run: (rows: readonly NumberRow[], clear: () => void) => begin({ deed, rows, clear }),
          }))}
        rowActions={
          mine.length > 0
            ? (row) => (
                <RowMenu
                  of={row.national}
                  items={mine
                    .filter(({ deed }) => isPossible(deed, row))
                    .map(({ deed, label, icon }) => ({
                      label,
                      icon,
                      run: () => begin({ deed, rows: [row], clear: () => {} }),
                    }))}
                />
              )
            : undefined
        }
        empty={
          <EmptyState icon={<IconPhone size={22} />} title="No numbers yet" action={!tab && actions}>
            Each number says whose it is and where it is installed, for calls to 999. None is used before the
            company has confirmed that.
          </EmptyState>
        }
      />
      {adding && (
        <AddNumber
          companyId={chosen}
          onClose={() => setAdding(false)}
          onAdded={(id) => void navigate({ to: '/numbers/$numberId', params: { numberId: id } })}
        />
      )}
      {begun && <Begun {...begun} onClose={close} />}
    </>
  );
}

const isPossible = (deed: Deed, { state, address, pendingAddress }: NumberRow): boolean =>
  state === 'QUARANTINED'
    ? false
    : deed === 'confirm'
      ? address !== null || pendingAddress !== null
      : deed === 'activate'
        ? state !== 'IN_USE'
        : true;

function Begun({
  deed,
  rows,
  onClose,
}: {
  deed: Deed;
  rows: readonly NumberRow[];
  onClose: (done: boolean) => void;
}) {
  const [first] = rows;
  if (!first) return null;
  switch (deed) {
    case 'assign':
      return <AssignNumber number={first} onClose={() => onClose(true)} />;
    case 'address':
      return <SetAddress numbers={rows} now={first.pendingAddress ?? first.address} onClose={onClose} />;
    case 'confirm':
      return <ConfirmAddresses numbers={rows} onClose={onClose} />;
    case 'activate':
      return <ActivateNumbers numbers={rows} onClose={onClose} />;
    case 'release':
      return <ReleaseNumbers numbers={rows} onClose={onClose} />;
  }
}

const COLUMNS: readonly Column<NumberRow, 'NUMBER' | 'STATE' | 'CREATED_AT'>[] = [
  { key: 'national', title: 'Number', value: ({ national }) => national, sort: 'NUMBER' },
  { key: 'label', title: 'What it is for', value: ({ label }) => label },
  { key: 'company', title: 'Company', value: ({ company }) => company.name, show: 'always' },
  { key: 'person', title: 'Person', value: ({ endUser }) => endUser?.displayName, show: 'always' },
  {
    key: 'state',
    title: 'Status',
    value: ({ state }) => NUMBER_STATES[state],
    cell: ({ state }) => <StateBadge state={state} label={NUMBER_STATES[state] ?? state} />,
    sort: 'STATE',
    show: 'always',
  },
  {
    key: 'addressState',
    title: '999 address',
    value: ({ addressState }) => ADDRESS_STATES[addressState],
    cell: ({ addressState, state }) => (
      <StateBadge
        state={state === 'IN_USE' || addressState === 'PENDING' ? `ADDRESS_${addressState}` : ''}
        label={ADDRESS_STATES[addressState] ?? addressState}
      />
    ),
    show: 'always',
  },
  {
    key: 'address',
    title: 'Installed at',
    value: ({ address, pendingAddress }) => {
      const at = pendingAddress ?? address;
      return at && placeText(at);
    },
  },
  {
    key: 'confirmedAt',
    title: 'Confirmed',
    value: ({ addressConfirmedAt }) => addressConfirmedAt,
    cell: ({ addressConfirmedAt }) => <DateText at={addressConfirmedAt} as="day" />,
    show: 'chosen',
  },
  {
    key: 'portsOn',
    title: 'Ports on',
    value: ({ portsOn }) => portsOn,
    cell: ({ portsOn }) => <DayText day={portsOn} />,
    show: 'chosen',
  },
  {
    key: 'quarantinedUntil',
    title: 'Free from',
    value: ({ quarantinedUntil }) => quarantinedUntil,
    cell: ({ quarantinedUntil }) => <DayText day={quarantinedUntil} />,
    show: 'chosen',
  },
  {
    key: 'service',
    title: 'Service',
    value: ({ subscription }) => subscription?.reference,
    show: 'chosen',
  },
  { key: 'e164', title: 'International', value: ({ number }) => number, show: 'chosen' },
  {
    key: 'createdAt',
    title: 'Added',
    value: ({ createdAt }) => createdAt,
    cell: ({ createdAt }) => <DateText at={createdAt} as="day" />,
    sort: 'CREATED_AT',
    show: 'chosen',
  },
];
