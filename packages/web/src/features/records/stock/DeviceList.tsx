import { Button } from '@mantine/core';
import {
  IconArrowBackUp,
  IconBuildingWarehouse,
  IconDeviceLaptop,
  IconFileImport,
  IconHelpHexagon,
  IconPlus,
  IconRecycle,
  IconUser,
} from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useCompanyOptions } from '../../../data/use-company-options.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ButtonLink } from '../../../ui/links.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import { ListHeader } from '../../../ui/list/ListHeader.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { RowMenu } from '../../../ui/list/RowMenu.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { AddDevice, AssignDevice } from './AddDevice.tsx';
import { type DeviceMove, MoveDevices } from './MoveDevices.tsx';
import { DEVICE_KINDS, DEVICE_STATES, optionsOf } from './words.ts';

const DevicesDocument = graphql(
  `
  query Devices(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: DeviceFilter
    $orderBy: DeviceOrder
  ) {
    devices(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        kind
        make
        model
        serialNumber
        imei
        state
        heldSince
        createdAt
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

type DeviceRow = ResultOf<typeof DevicesDocument>['devices']['nodes'][number];
type Deed = 'ASSIGN' | DeviceMove;

interface DeviceListProps {
  /** Whose page the list is a tab of; without it the list is a page of its own. */
  companyId?: string;
}

const MOVES: readonly { to: DeviceMove; label: string; icon: ReactNode; colour?: 'red' }[] = [
  { to: 'RETURNED', label: 'Returned', icon: <IconArrowBackUp size={14} /> },
  { to: 'IN_STOCK', label: 'In stock', icon: <IconBuildingWarehouse size={14} /> },
  { to: 'LOST', label: 'Lost', icon: <IconHelpHexagon size={14} />, colour: 'red' },
  { to: 'DISPOSED', label: 'Disposed of', icon: <IconRecycle size={14} />, colour: 'red' },
];

/** Devices: what they are, and who has them since when [R2]. */
export function DeviceList({ companyId }: DeviceListProps) {
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
  const [begun, begin] = useState<{ deed: Deed; rows: readonly DeviceRow[]; clear: () => void }>();
  const list = useList({
    query: DevicesDocument,
    page: ({ devices }) => devices,
    type: 'Device',
    settings: { sort: 'MODEL', filters: ['companyId', 'state', 'kind'] },
    fixed: tab ? { companyId } : {},
  });
  const writes = can('DEVICE_WRITE');
  const actions = writes && (
    <>
      <ButtonLink
        to="/devices/import"
        search={{ companyId: chosen }}
        variant="default"
        leftSection={<IconFileImport size={16} />}
      >
        Import
      </ButtonLink>
      <Button leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
        Add device
      </Button>
    </>
  );
  const close = (done: boolean) => {
    if (done) begun?.clear();
    begin(undefined);
  };
  const [first] = begun?.rows ?? [];
  return (
    <>
      <ListHeader title="Devices" actions={actions} tab={tab} />
      <DataList
        id={tab ? 'company-devices' : 'devices'}
        label="Devices"
        list={list}
        columns={COLUMNS.filter(({ key }) => severalCompanies || key !== 'company')}
        searchHint="Serial number, IMEI, model or a person"
        filters={[
          { key: 'state', label: 'Status', options: optionsOf(DEVICE_STATES) },
          { key: 'kind', label: 'Kind', options: optionsOf(DEVICE_KINDS) },
          ...(severalCompanies ? [{ key: 'companyId', label: 'Company', ...companies }] : []),
        ]}
        rowLink={({ id }) => ({ to: '/devices/$deviceId', params: { deviceId: id } })}
        bulk={
          writes
            ? MOVES.map(({ to, label, icon, colour }) => ({
                label,
                icon,
                ...(colour && { colour }),
                run: (rows: readonly DeviceRow[], clear: () => void) => begin({ deed: to, rows, clear }),
              }))
            : []
        }
        rowActions={
          writes
            ? (row) => (
                <RowMenu
                  of={`${row.make} ${row.model} ${row.serialNumber ?? row.imei}`}
                  items={[
                    ...(row.state === 'DISPOSED'
                      ? []
                      : [
                          {
                            label: 'Give to somebody',
                            icon: <IconUser size={14} />,
                            run: () => begin({ deed: 'ASSIGN', rows: [row], clear: () => {} }),
                          },
                        ]),
                    ...MOVES.filter(({ to }) => to !== row.state).map(({ to, label, icon }) => ({
                      label,
                      icon,
                      run: () => begin({ deed: to, rows: [row], clear: () => {} }),
                    })),
                  ]}
                />
              )
            : undefined
        }
        empty={
          <EmptyState icon={<IconDeviceLaptop size={22} />} title="No devices yet" action={!tab && actions}>
            Each device says what it is, by which number it is told apart, who has it and who has had it.
          </EmptyState>
        }
      />
      {adding && (
        <AddDevice
          companyId={chosen}
          onClose={() => setAdding(false)}
          onAdded={(id) => void navigate({ to: '/devices/$deviceId', params: { deviceId: id } })}
        />
      )}
      {begun?.deed === 'ASSIGN' && first && <AssignDevice device={first} onClose={() => close(true)} />}
      {begun && begun.deed !== 'ASSIGN' && (
        <MoveDevices ids={begun.rows.map(({ id }) => id)} to={begun.deed} onClose={close} />
      )}
    </>
  );
}

const COLUMNS: readonly Column<DeviceRow, 'MODEL' | 'SERIAL_NUMBER' | 'STATE' | 'CREATED_AT'>[] = [
  { key: 'model', title: 'Device', value: ({ make, model }) => `${make} ${model}`, sort: 'MODEL' },
  { key: 'kind', title: 'Kind', value: ({ kind }) => DEVICE_KINDS[kind] },
  { key: 'company', title: 'Company', value: ({ company }) => company.name, show: 'always' },
  { key: 'person', title: 'Person', value: ({ endUser }) => endUser?.displayName, show: 'always' },
  {
    key: 'state',
    title: 'Status',
    value: ({ state }) => DEVICE_STATES[state],
    cell: ({ state }) => <StateBadge state={`DEVICE_${state}`} label={DEVICE_STATES[state] ?? state} />,
    sort: 'STATE',
    show: 'always',
  },
  {
    key: 'serialNumber',
    title: 'Serial number',
    value: ({ serialNumber }) => serialNumber,
    sort: 'SERIAL_NUMBER',
    show: 'always',
  },
  { key: 'imei', title: 'IMEI', value: ({ imei }) => imei },
  {
    key: 'heldSince',
    title: 'Since',
    value: ({ heldSince }) => heldSince,
    cell: ({ heldSince }) => <DateText at={heldSince} as="day" />,
  },
  {
    key: 'service',
    title: 'Service',
    value: ({ subscription }) => subscription?.reference,
    show: 'chosen',
  },
  {
    key: 'createdAt',
    title: 'Added',
    value: ({ createdAt }) => createdAt,
    cell: ({ createdAt }) => <DateText at={createdAt} as="day" />,
    sort: 'CREATED_AT',
    show: 'chosen',
  },
];
