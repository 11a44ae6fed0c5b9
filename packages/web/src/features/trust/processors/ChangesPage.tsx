import { IconRoute } from '@tabler/icons-react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useCan } from '../../../data/viewer.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { DateText, DayText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { DaysLeft } from './DaysLeft.tsx';
import { CHANGE_STATES, changeWords, servicesWords } from './processor-words.ts';

const ChangesDocument = graphql(
  `
  query ProcessorChanges(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: ProcessorChangeFilter
    $orderBy: ProcessorChangeOrder
  ) {
    processorChanges(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        kind
        state
        effectiveOn
        announcedAt
        products
        objectionCount
        openObjectionCount
        subProcessor {
          id
          name
        }
        replaces {
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
type Change = ResultOf<typeof ChangesDocument>['processorChanges']['nodes'][number];

/** Changes of sub-processors: what is to come, what came, what was withdrawn [D1]. */
export function ChangesPage() {
  const objects = useCan()('PROCESSOR_OBJECT');
  const list = useList({
    query: ChangesDocument,
    page: ({ processorChanges }) => processorChanges,
    type: 'ProcessorChange',
    settings: { sort: '-EFFECTIVE_ON', filters: ['state', 'canObject', 'mine'] },
  });
  return (
    <>
      <PageHeader
        title="Changes of sub-processors"
        description="They are announced ahead: whoever holds the services may object until the day before, and is answered."
      />
      <Siblings of="/processing" at="/sub-processor-changes">
        <DataList
          id="sub-processor-changes"
          label="Changes"
          list={list}
          columns={COLUMNS}
          filters={[
            {
              key: 'state',
              label: 'State',
              options: Object.entries(CHANGE_STATES).map(([value, label]) => ({ value, label })),
            },
            ...(objects
              ? [
                  {
                    key: 'canObject',
                    label: 'Objections',
                    options: [{ value: 'true', label: 'You may object' }],
                  },
                ]
              : []),
          ]}
          empty={
            <EmptyState icon={<IconRoute size={22} />} title="No changes">
              When somebody else is to handle personal data, it is announced here and by mail.
            </EmptyState>
          }
        />
      </Siblings>
    </>
  );
}

const COLUMNS: readonly Column<Change, 'EFFECTIVE_ON' | 'ANNOUNCED_AT'>[] = [
  {
    key: 'what',
    title: 'Change',
    value: changeWords,
    cell: (change) => (
      <TextLink to="/sub-processor-changes/$changeId" params={{ changeId: change.id }}>
        {changeWords(change)}
      </TextLink>
    ),
  },
  {
    key: 'state',
    title: 'State',
    value: ({ state }) => CHANGE_STATES[state],
    cell: ({ state }) => (
      <StateBadge state={state === 'IN_FORCE' ? 'DONE' : state} label={CHANGE_STATES[state]} />
    ),
    show: 'always',
  },
  {
    key: 'effectiveOn',
    title: 'Holds from',
    value: ({ effectiveOn }) => effectiveOn,
    cell: ({ effectiveOn }) => <DayText day={effectiveOn} />,
    sort: 'EFFECTIVE_ON',
    show: 'always',
  },
  {
    key: 'left',
    title: 'Objections',
    value: ({ state, effectiveOn }) => (state === 'ANNOUNCED' ? effectiveOn : null),
    cell: ({ state, effectiveOn }) => (state === 'ANNOUNCED' ? <DaysLeft effectiveOn={effectiveOn} /> : null),
    show: 'always',
  },
  { key: 'services', title: 'Services', value: ({ products }) => servicesWords(products) },
  {
    key: 'objections',
    title: 'Raised',
    value: ({ objectionCount, openObjectionCount }) =>
      openObjectionCount ? `${objectionCount}, ${openObjectionCount} not answered` : objectionCount,
    align: 'right',
  },
  {
    key: 'announcedAt',
    title: 'Announced',
    value: ({ announcedAt }) => announcedAt,
    cell: ({ announcedAt }) => <DateText at={announcedAt} as="day" />,
    sort: 'ANNOUNCED_AT',
    show: 'chosen',
  },
];
