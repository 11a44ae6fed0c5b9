import { IconGavel, IconPlus } from '@tabler/icons-react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { date } from '../../../lib/format.ts';
import { today } from '../../../lib/today.ts';
import { DayText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ButtonLink } from '../../../ui/links.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { BASES, classesText, optionsOf, STATES, TONES } from './authority-words.ts';
import { Due } from './Due.tsx';
import { Numbers } from './Numbers.tsx';

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
        givenClasses
        secret
        secretUntil
        toTell
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
  const own = level === 'END_USER';
  const list = useList({
    query: DisclosuresDocument,
    page: ({ authorityDisclosures }) => authorityDisclosures,
    type: 'AuthorityDisclosure',
    settings: { sort: '-RECEIVED_ON', filters: ['state', 'open', 'basis', 'toTell', 'mine'] },
  });
  const left = own
    ? ['company', 'state', 'due', 'told']
    : level === 'COMPANY'
      ? ['company', 'given']
      : ['given'];
  const record = can('AUTHORITY_DISCLOSURE_RECORD') && (
    <ButtonLink to="/authorities/new" leftSection={<IconPlus size={16} />}>
      Enter a request
    </ButtonLink>
  );
  const shown = (
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
          : [
              { key: 'toTell', label: 'People', options: [{ value: 'true', label: 'To be told' }] },
              {
                key: 'open',
                label: 'Open or closed',
                options: [
                  { value: 'true', label: 'Open' },
                  { value: 'false', label: 'Closed' },
                ],
              },
              {
                key: 'mine',
                label: 'Asked of',
                options: [
                  { value: 'true', label: 'Us' },
                  { value: 'false', label: 'Others' },
                ],
              },
            ]),
      ]}
      empty={
        <EmptyState
          icon={<IconGavel size={22} />}
          action={record}
          title={own ? 'Nothing was given about you' : 'No authority has asked'}
        >
          {own
            ? 'When an authority is given something about you, it stands here once you may be told.'
            : 'When the police, a court or HMRC asks for data about people, enter it here before anything is given.'}
        </EmptyState>
      }
    />
  );
  return (
    <>
      <PageHeader
        title={own ? 'Given to authorities' : 'Disclosures to authorities'}
        description={
          own
            ? 'What authorities were given about you, and by which law, as soon as you may be told.'
            : 'What authorities asked about people, by which law, who decided, what was given, and whether the people were told. Whoever enters a request does not decide on it.'
        }
        actions={record}
      />
      {own ? (
        <Siblings of="/rights-requests" at="/authorities">
          {shown}
        </Siblings>
      ) : (
        <>
          <Numbers />
          {shown}
        </>
      )}
    </>
  );
}

/** Whether the people know. */
const toldText = ({ state, toldOn, toTell, mayTellOn, secret, secretUntil }: Row): string => {
  if (state === 'REFUSED') return 'Nothing was given';
  if (toldOn) return 'Told';
  if (toTell) return 'To be told';
  if (mayTellOn && state === 'ANSWERED') return `May be told from ${date(mayTellOn)}`;
  if (secret && !(secretUntil && secretUntil <= today()))
    return secretUntil ? `Secret until ${date(secretUntil)}` : 'Secret';
  return 'Not told';
};

const COLUMNS: readonly Column<Row, 'RECEIVED_ON'>[] = [
  { key: 'authority', title: 'Authority', value: ({ authority }) => authority },
  { key: 'company', title: 'Company', value: ({ company }) => company?.name, show: 'always' },
  {
    key: 'state',
    title: 'Status',
    value: ({ state }) => STATES[state],
    cell: ({ state }) => <StateBadge state={TONES[state]} label={STATES[state]} />,
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
    cell: ({ dueOn, state }) => <Due day={dueOn} open={state !== 'ANSWERED' && state !== 'REFUSED'} />,
    show: 'always',
  },
  {
    key: 'answered',
    title: 'Answered',
    value: ({ answeredOn }) => answeredOn,
    cell: ({ answeredOn }) => answeredOn && <DayText day={answeredOn} />,
  },
  {
    key: 'given',
    title: 'What was given',
    value: ({ givenClasses }) => classesText(givenClasses),
    show: 'always',
  },
  { key: 'told', title: 'People', value: toldText, show: 'always' },
];
