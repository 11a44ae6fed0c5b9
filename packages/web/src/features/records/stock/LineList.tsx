import { Button } from '@mantine/core';
import { IconCircleCheck, IconCircleOff, IconFileImport, IconPlus, IconRouter } from '@tabler/icons-react';
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
import { AddLine } from './LineForms.tsx';
import { type LineMove, MoveLines } from './MoveLines.tsx';
import { LINE_ACCESS, LINE_STATES, optionsOf, placeOf, speedText } from './words.ts';

const LinesDocument = graphql(
  `
  query Lines(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: BroadbandLineFilter
    $orderBy: BroadbandLineOrder
  ) {
    lines(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        access
        supplier
        reference
        downMbps
        upMbps
        ranges
        building
        street
        town
        postcode
        state
        dueOn
        liveOn
        ceasedOn
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

type LineRow = ResultOf<typeof LinesDocument>['lines']['nodes'][number];

interface LineListProps {
  /** Whose page the list is a tab of; without it the list is a page of its own. */
  companyId?: string;
}

const MOVES: readonly { to: LineMove; label: string; icon: ReactNode; colour?: 'red' }[] = [
  { to: 'LIVE', label: 'Note as live', icon: <IconCircleCheck size={14} /> },
  { to: 'CEASED', label: 'Note as ceased', icon: <IconCircleOff size={14} />, colour: 'red' },
];

/** Broadband lines: what they are, where they are, and at which addresses they are reached [R2]. */
export function LineList({ companyId }: LineListProps) {
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
  const [begun, begin] = useState<{ to: LineMove; rows: readonly LineRow[]; clear: () => void }>();
  const list = useList({
    query: LinesDocument,
    page: ({ lines }) => lines,
    type: 'BroadbandLine',
    settings: { sort: 'REFERENCE', filters: ['companyId', 'state', 'access'] },
    fixed: tab ? { companyId } : {},
  });
  const writes = can('LINE_WRITE');
  const actions = writes && (
    <>
      <ButtonLink
        to="/lines/import"
        search={{ companyId: chosen }}
        variant="default"
        leftSection={<IconFileImport size={16} />}
      >
        Import
      </ButtonLink>
      <Button leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
        Add line
      </Button>
    </>
  );
  return (
    <>
      <ListHeader title="Lines" actions={actions} tab={tab} />
      <DataList
        id={tab ? 'company-lines' : 'lines'}
        label="Lines"
        list={list}
        columns={COLUMNS.filter(({ key }) => severalCompanies || key !== 'company')}
        searchHint="Reference, IP address, postcode or a person"
        filters={[
          { key: 'state', label: 'Status', options: optionsOf(LINE_STATES) },
          { key: 'access', label: 'Access', options: optionsOf(LINE_ACCESS) },
          ...(severalCompanies ? [{ key: 'companyId', label: 'Company', ...companies }] : []),
        ]}
        rowLink={({ id }) => ({ to: '/lines/$lineId', params: { lineId: id } })}
        bulk={
          writes
            ? MOVES.map(({ to, label, icon, colour }) => ({
                label,
                icon,
                ...(colour && { colour }),
                run: (rows: readonly LineRow[], clear: () => void) => begin({ to, rows, clear }),
              }))
            : []
        }
        rowActions={
          writes
            ? (row) => (
                <RowMenu
                  of={row.reference}
                  items={MOVES.filter(({ to }) => to !== row.state).map(({ to, label, icon }) => ({
                    label,
                    icon,
                    run: () => begin({ to, rows: [row], clear: () => {} }),
                  }))}
                />
              )
            : undefined
        }
        empty={
          <EmptyState icon={<IconRouter size={22} />} title="No lines yet" action={!tab && actions}>
            Each line says how it comes in, from whom and by which reference, where it is installed, and its
            IP addresses.
          </EmptyState>
        }
      />
      {adding && (
        <AddLine
          companyId={chosen}
          onClose={() => setAdding(false)}
          onAdded={(id) => void navigate({ to: '/lines/$lineId', params: { lineId: id } })}
        />
      )}
      {begun && (
        <MoveLines
          ids={begun.rows.map(({ id }) => id)}
          to={begun.to}
          onClose={(done) => {
            if (done) begun.clear();
            begin(undefined);
          }}
        />
      )}
    </>
  );
}

const COLUMNS: readonly Column<LineRow, 'REFERENCE' | 'STATE' | 'CREATED_AT'>[] = [
  { key: 'reference', title: 'Reference', value: ({ reference }) => reference, sort: 'REFERENCE' },
  { key: 'access', title: 'Access', value: ({ access }) => LINE_ACCESS[access] },
  { key: 'company', title: 'Company', value: ({ company }) => company.name, show: 'always' },
  { key: 'supplier', title: 'Supplier', value: ({ supplier }) => supplier },
  {
    key: 'state',
    title: 'Status',
    value: ({ state }) => LINE_STATES[state],
    cell: ({ state }) => <StateBadge state={`LINE_${state}`} label={LINE_STATES[state] ?? state} />,
    sort: 'STATE',
    show: 'always',
  },
  { key: 'ranges', title: 'IP addresses', value: ({ ranges }) => ranges.join(', '), show: 'always' },
  { key: 'speed', title: 'Speed', value: speedText },
  { key: 'place', title: 'Installed at', value: (row) => placeOf(row) },
  { key: 'person', title: 'Person', value: ({ endUser }) => endUser?.displayName, show: 'chosen' },
  { key: 'service', title: 'Service', value: ({ subscription }) => subscription?.reference, show: 'chosen' },
  {
    key: 'liveOn',
    title: 'Live since',
    value: ({ liveOn }) => liveOn,
    cell: ({ liveOn }) => <DateText at={liveOn} as="day" />,
    show: 'chosen',
  },
  {
    key: 'dueOn',
    title: 'Due',
    value: ({ dueOn }) => dueOn,
    cell: ({ dueOn }) => <DateText at={dueOn} as="day" />,
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
