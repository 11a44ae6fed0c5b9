import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconGavel, IconPlus } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { DayText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { BASES, optionsOf, STATES } from './authority-words.ts';
import { DueText } from './DueText.tsx';
import { RecordRequest } from './RecordRequest.tsx';

const DisclosuresDocument = graphql(
  `
  query AuthorityDisclosures(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: AuthorityDisclosureFilter
    $orderBy: AuthorityDisclosureOrder
  ) {
    authorityDisclosures(
      first: $first
      after: $after
      last: $last
      before: $before
      filter: $filter
      orderBy: $orderBy
    ) {
      nodes {
        id
        mine
        authority
        basis
        receivedOn
        dueOn
        state
        answeredOn
        toldOn
        mayTellOn
        secretUntil
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

type Row = ResultOf<typeof DisclosuresDocument>['authorityDisclosures']['nodes'][number];

/** What authorities asked about people, and what became of it: for whoever was asked, and for those whom it is about [D7]. */
export function AuthoritiesPage() {
  const { level } = useViewer();
  const can = useCan();
  const navigate = useNavigate();
  const [recording, record] = useDisclosure();
  const own = level === 'END_USER';
  const list = useList({
    query: DisclosuresDocument,
    page: ({ authorityDisclosures }) => authorityDisclosures,
    type: 'AuthorityDisclosure',
    settings: { sort: '-RECEIVED_ON', filters: ['state', 'basis', 'toTell'] },
  });
  const left = own ? ['company', 'state', 'due', 'told'] : level === 'COMPANY' ? ['company'] : [];
  return (
    <>
      <PageHeader
        title={own ? 'Given to authorities' : 'Disclosures to authorities'}
        description={
          own
            ? 'What authorities were given about you, and by which law, as soon as you may be told.'
            : 'What authorities asked about people, by which law, who decided, what was given, and whether the people were told. Whoever enters a request does not decide on it.'
        }
        actions={
          can('AUTHORITY_DISCLOSURE_RECORD') && (
            <Button leftSection={<IconPlus size={16} />} onClick={record.open}>
              Enter a request
            </Button>
          )
        }
      />
      <DataList
        id="authorities"
        label={own ? 'Given to authorities' : 'Disclosures to authorities'}
        list={list}
        columns={COLUMNS.filter(({ key }) => !left.includes(key))}
        rowLink={({ id }) => ({ to: '/authorities/$disclosureId', params: { disclosureId: id } })}
        filters={[
          ...(own ? [] : [{ key: 'state', label: 'Status', options: optionsOf(STATES) }]),
          { key: 'basis', label: 'By which law', options: optionsOf(BASES) },
          ...(own
            ? []
            : [{ key: 'toTell', label: 'People', options: [{ value: 'true', label: 'To be told' }] }]),
        ]}
        empty={
          <EmptyState
            icon={<IconGavel size={22} />}
            title={own ? 'Nothing was given about you' : 'No authority has asked'}
          >
            {own
              ? 'When an authority is given something about you, it stands here once you may be told.'
              : 'When the police, a court or HMRC asks for data about people, enter it here before anything is given.'}
          </EmptyState>
        }
      />
      {recording && (
        <RecordRequest
          onClose={record.close}
          onRecorded={(id) => void navigate({ to: '/authorities/$disclosureId', params: { disclosureId: id } })}
        />
      )}
    </>
  );
}

/** Whether the people know. */
const toldText = ({ toldOn, mayTellOn, secretUntil }: Row): string =>
  toldOn ? 'Told' : mayTellOn ? 'May be told' : secretUntil ? 'Secret' : 'Not told';

const COLUMNS: readonly Column<Row, 'RECEIVED_ON'>[] = [
  { key: 'authority', title: 'Authority', value: ({ authority }) => authority },
  { key: 'company', title: 'Company', value: ({ company }) => company?.name, show: 'always' },
  {
    key: 'state',
    title: 'Status',
    value: ({ state }) => STATES[state],
    cell: ({ state }) => <StateBadge state={`AUTHORITY_${state}`} label={STATES[state]} />,
    show: 'always',
  },
  { key: 'basis', title: 'By which law', value: ({ basis }) => BASES[basis], show: 'always' },
  {
    key: 'received',
    title: 'Received',
    value: ({ receivedOn }) => receivedOn,
    cell: ({ receivedOn }) => <DayText day={receivedOn} />,
    sort: 'RECEIVED_ON',
  },
  {
    key: 'due',
    title: 'Answer by',
    value: ({ dueOn }) => dueOn,
    cell: ({ dueOn, state }) => <DueText day={dueOn} open={state !== 'ANSWERED' && state !== 'REFUSED'} />,
    show: 'always',
  },
  {
    key: 'answered',
    title: 'Answered',
    value: ({ answeredOn }) => answeredOn,
    cell: ({ answeredOn }) => answeredOn && <DayText day={answeredOn} />,
  },
  { key: 'told', title: 'People', value: toldText },
];
