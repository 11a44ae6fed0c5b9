import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconHandStop, IconPlus } from '@tabler/icons-react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useCan } from '../../../data/viewer.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { DateText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { dayFilter } from '../../../ui/form/day-filter.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { ConsentPurposes } from './ConsentPurposes.tsx';
import { DEEDS, optionsOf, VIAS } from './consent-words.ts';
import { AddPurpose } from './PurposeForm.tsx';

const EntriesDocument = graphql(
  `
  query ConsentEntries(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: ConsentEntryFilter
    $orderBy: ConsentEntryOrder
  ) {
    consentEntries(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        at
        deed
        via
        version
        textHash
        evidence
        personName
        current
        outgrown
        purpose {
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

type Row = ResultOf<typeof EntriesDocument>['consentEntries']['nodes'][number];

/** What people have said to whoever asks them: how many, then the ledger [D7]. */
export function ConsentsPage() {
  const can = useCan();
  const [adding, add] = useDisclosure();
  const list = useList({
    query: EntriesDocument,
    page: ({ consentEntries }) => consentEntries,
    type: 'ConsentEntry',
    settings: { sort: '-AT', filters: ['deed', 'via', 'current', 'from', 'to'] },
  });
  const { from, to } = list.state.filters;
  return (
    <>
      <PageHeader
        title="Consents"
        description="What you ask people for, in which words, and what they said. Nothing is ticked for them, silence is no consent, and the record cannot be changed."
        actions={
          can('CONSENT_PUBLISH') && (
            <Button leftSection={<IconPlus size={16} />} onClick={add.open}>
              Ask for a consent
            </Button>
          )
        }
      />
      <Siblings of="/consents" at="/consents">
        <ConsentPurposes />
        <DataList
          id="consents"
          label="What was said"
          list={list}
          columns={COLUMNS}
          filters={[
            { key: 'deed', label: 'What', options: optionsOf(DEEDS) },
            { key: 'via', label: 'How', options: optionsOf(VIAS) },
            {
              key: 'current',
              label: 'Which',
              options: [
                { value: 'true', label: 'How things stand' },
                { value: 'false', label: 'Superseded' },
              ],
            },
            dayFilter('from', 'From', { max: to }),
            dayFilter('to', 'To', { min: from }),
          ]}
          empty={
            <EmptyState icon={<IconHandStop size={22} />} title="Nobody has said anything yet">
              Every consent, refusal and withdrawal stands here, with what shows it.
            </EmptyState>
          }
        />
      </Siblings>
      <AddPurpose opened={adding} onClose={add.close} />
    </>
  );
}

const COLUMNS: readonly Column<Row, 'AT'>[] = [
  { key: 'who', title: 'Who', value: ({ personName }) => personName ?? 'Somebody who is gone' },
  {
    key: 'deed',
    title: 'What',
    value: ({ deed, outgrown }) => (outgrown ? 'Consented, to ask again' : DEEDS[deed]),
    cell: ({ deed, outgrown }) => (
      <StateBadge
        state={outgrown ? 'CONSENT_ASK_AGAIN' : `CONSENT_${deed}`}
        label={outgrown ? 'Consented, to ask again' : DEEDS[deed]}
      />
    ),
    show: 'always',
  },
  { key: 'purpose', title: 'To what', value: ({ purpose }) => purpose.name, show: 'always' },
  {
    key: 'at',
    title: 'When',
    value: ({ at }) => at,
    cell: ({ at }) => <DateText at={at} />,
    sort: 'AT',
    show: 'always',
  },
  {
    key: 'version',
    title: 'Words',
    value: ({ version }) => (version === null ? 'None' : `Version ${version}`),
  },
  { key: 'via', title: 'How', value: ({ via }) => VIAS[via] },
  {
    key: 'current',
    title: 'Counts',
    value: ({ current }) => (current ? 'Yes' : 'Superseded'),
    cell: ({ current }) => (
      <Text span inherit c={current ? undefined : 'dimmed'}>
        {current ? 'Yes' : 'Superseded'}
      </Text>
    ),
  },
  { key: 'evidence', title: 'What shows it', value: ({ evidence }) => evidence, show: 'chosen' },
  { key: 'hash', title: 'Hash of the words', value: ({ textHash }) => textHash, show: 'chosen' },
];
