import { Button, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import {
  IconCalendarX,
  IconFileImport,
  IconListDetails,
  IconRefresh,
  IconServer2,
} from '@tabler/icons-react';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useSend } from '../../../data/use-send.ts';
import { useCan } from '../../../data/viewer.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { count, plural } from '../../../lib/format.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { RefusedLines } from '../../../ui/list/RefusedLines.tsx';
import { RowMenu } from '../../../ui/list/RowMenu.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { useDeed } from '../../../ui/use-deed.ts';
import { CallSources } from './CallSources.tsx';
import { KeepCalls } from './KeepCalls.tsx';
import { TakeInCalls } from './TakeInCalls.tsx';

const ImportsDocument = graphql(
  `
  query CallImports(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: CallImportFilter
    $orderBy: CallImportOrder
  ) {
    callImports(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        fileName
        byName
        state
        problem
        lines
        taken
        known
        unlisted
        unanswered
        refused
        refusals {
          line
          reason
        }
        unknownCallers
        unrated
        createdAt
        source {
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
type Import = ResultOf<typeof ImportsDocument>['callImports']['nodes'][number];

const RateDocument = graphql(`
  mutation RateHeldCalls {
    rateHeldCalls
  }
`);

/** Files of call records, and what became of each [B1]. */
export function CallImportsPage() {
  const can = useCan();
  const [opened, open] = useState<'file' | 'sources' | 'months' | Import>();
  const list = useList({
    query: ImportsDocument,
    page: ({ callImports }) => callImports,
    type: 'CallImport',
    settings: { sort: '-CREATED_AT' },
  });
  const send = useSend(RateDocument, 'CallImport');
  const rate = useDeed(
    async () => {
      const { rateHeldCalls: rated } = await send({});
      notifications.show({
        message: rated
          ? `${plural(rated, 'call has', 'calls have')} a price now.`
          : 'Nothing has a price that had none.',
      });
    },
    ({ message }) => notifications.show({ color: 'red', message }),
  );
  const close = () => open(undefined);
  const take = (
    <Button leftSection={<IconFileImport size={16} />} onClick={() => open('file')}>
      Take in a file
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Calls"
        description="What exchanges tell of calls, by file, folder or API: each call once, however often it comes."
        actions={
          can('CALL_IMPORT') && (
            <>
              <Button
                variant="default"
                leftSection={<IconRefresh size={16} />}
                loading={rate.busy}
                onClick={() => void rate.run()}
              >
                Rate what waits
              </Button>
              <Button
                variant="default"
                leftSection={<IconServer2 size={16} />}
                onClick={() => open('sources')}
              >
                Sources
              </Button>
              {can('CALL_RETENTION') && (
                <Button
                  variant="default"
                  leftSection={<IconCalendarX size={16} />}
                  onClick={() => open('months')}
                >
                  How long kept
                </Button>
              )}
              {take}
            </>
          )
        }
      />
      <Siblings of="/calls" at="/call-imports">
        <DataList
          id="call-imports"
          label="Imports of calls"
          list={list}
          columns={COLUMNS}
          rowActions={(row) => (
            <RowMenu
              of={row.fileName}
              items={[
                row.refused || row.problem
                  ? { label: 'What was refused', icon: <IconListDetails size={14} />, run: () => open(row) }
                  : { label: 'What was refused', held: 'Nothing of it was.' },
              ]}
            />
          )}
          empty={
            <EmptyState icon={<IconFileImport size={22} />} title="Nothing taken in yet" action={take}>
              Say where call records come from, then take in a file of Asterisk, FreeSWITCH or CSV.
            </EmptyState>
          }
        />
      </Siblings>
      {opened === 'file' && <TakeInCalls onClose={close} onSources={() => open('sources')} />}
      {opened === 'sources' && <CallSources onClose={close} />}
      {opened === 'months' && <KeepCalls onClose={close} />}
      {typeof opened === 'object' && <RefusedLines of={opened} onClose={close} />}
    </>
  );
}

type Figure = 'taken' | 'known' | 'refused' | 'unrated' | 'unknownCallers' | 'unlisted' | 'unanswered';

/** How many; it leads to the calls, where those are kept. */
const figure = (
  key: Figure,
  title: string,
  { show, calls }: { show?: 'always' | 'chosen'; calls?: { state?: string } } = {},
): Column<Import, 'CREATED_AT'> => ({
  key,
  title,
  value: (row) => row[key],
  cell: (row) => {
    const many = count(row[key]);
    if (!row[key]) return <Dimmed>{many}</Dimmed>;
    if (!calls) return many;
    return (
      <TextLink to="/calls" fz="inherit" search={{ importId: row.id, since: 'any', ...calls }}>
        {many}
      </TextLink>
    );
  },
  align: 'right',
  ...(show && { show }),
});

const Dimmed = ({ children }: { children: string }) => (
  <Text span c="dimmed" inherit>
    {children}
  </Text>
);

const COLUMNS: readonly Column<Import, 'CREATED_AT'>[] = [
  { key: 'file', title: 'File', value: ({ fileName }) => fileName },
  { key: 'source', title: 'Source', value: ({ source }) => source.name, show: 'always' },
  {
    key: 'state',
    title: 'Status',
    value: ({ state }) => STATES[state],
    cell: ({ state }) => (
      <StateBadge
        state={state === 'DONE' ? '' : state === 'REFUSED' ? 'PARKED' : 'RUNNING'}
        label={STATES[state] ?? state}
      />
    ),
    show: 'always',
  },
  figure('taken', 'New', { show: 'always', calls: {} }),
  figure('known', 'Known'),
  figure('refused', 'Refused', { show: 'always' }),
  figure('unrated', 'No tariff', { show: 'always', calls: { state: 'UNRATED' } }),
  figure('unknownCallers', 'Unknown caller', { show: 'always', calls: { state: 'UNKNOWN' } }),
  figure('unlisted', 'Free, not kept', { show: 'chosen' }),
  figure('unanswered', 'Unanswered', { show: 'chosen' }),
  { key: 'by', title: 'By', value: ({ byName }) => byName },
  {
    key: 'createdAt',
    title: 'Taken in',
    value: ({ createdAt }) => createdAt,
    cell: ({ createdAt }) => <DateText at={createdAt} />,
    sort: 'CREATED_AT',
  },
];

const STATES: Readonly<Record<string, string>> = {
  READING: 'Reading',
  BOOKING: 'Booking',
  DONE: 'Done',
  REFUSED: 'Refused',
};
