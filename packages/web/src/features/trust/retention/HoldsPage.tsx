import { Button, Text } from '@mantine/core';
import { IconHandStop, IconLockOpen } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useSend } from '../../../data/use-send.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { DateText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { RowMenu } from '../../../ui/list/RowMenu.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { PlaceHold } from './PlaceHold.tsx';
import { RULE_WORDS } from './retention-words.ts';

const HoldsDocument = graphql(
  `
  query LegalHolds(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: LegalHoldFilter
    $orderBy: LegalHoldOrder
  ) {
    legalHolds(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        kind
        reference
        reason
        rules
        tenantName
        mine
        placedAt
        placedByName
        liftedAt
        liftedByName
        endUser {
          id
          firstName
          lastName
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

const LiftDocument = graphql(`
  mutation LiftLegalHold($input: LiftLegalHoldInput!) {
    liftLegalHold(input: $input) {
      id
      liftedAt
    }
  }
`);

type Hold = ResultOf<typeof HoldsDocument>['legalHolds']['nodes'][number];

const KINDS = { PERSON: 'Person', COMPANY: 'Company', MATTER: 'Matter' } as const;

/** What is held: of a person, of a company, or what a matter needs. */
const heldWords = ({ kind, endUser, tenantName, rules }: Hold): string => {
  if (kind === 'PERSON') return endUser ? `${endUser.firstName} ${endUser.lastName}` : 'A person';
  return kind === 'COMPANY' ? tenantName : rules.map((rule) => RULE_WORDS[rule]).join(', ');
};

/** What must not be forgotten, because of which claim, and who said so [D4]. */
export function HoldsPage() {
  const company = useViewer().level === 'COMPANY';
  const may = useCan()('LEGAL_HOLD');
  const lift = useSend(LiftDocument, 'LegalHold');
  const [placing, setPlacing] = useState(false);
  const list = useList({
    query: HoldsDocument,
    page: ({ legalHolds }) => legalHolds,
    type: 'LegalHold',
    settings: { sort: '-PLACED_AT', filters: ['inForce', 'kind'] },
  });
  const place = (
    <Button leftSection={<IconHandStop size={16} />} onClick={() => setPlacing(true)}>
      Place a hold
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Legal holds"
        description="A hold stops all forgetting of a person, of a company, or of what a matter needs, until whoever placed it lifts it."
        actions={may && place}
      />
      <Siblings of="/retention" at="/retention/holds">
        <DataList
          id="legal-holds"
          label="Legal holds"
          list={list}
          columns={company ? COLUMNS.filter(({ key }) => key !== 'tenant') : COLUMNS}
          filters={[
            {
              key: 'inForce',
              label: 'Status',
              options: [
                { value: 'true', label: 'In force' },
                { value: 'false', label: 'Lifted' },
              ],
            },
            {
              key: 'kind',
              label: 'Of',
              options: Object.entries(KINDS).map(([value, label]) => ({ value, label })),
            },
          ]}
          rowActions={
            may
              ? (hold: Hold) =>
                  hold.liftedAt ? null : (
                    <RowMenu
                      of={hold.reference}
                      items={[
                        hold.mine
                          ? {
                              label: 'Lift',
                              icon: <IconLockOpen size={16} />,
                              ask: {
                                title: `Lift ${hold.reference}?`,
                                consequence:
                                  'What it kept, and is over, goes tonight and cannot be brought back. Other holds go on.',
                                confirmLabel: 'Lift hold',
                                destructive: true,
                                onConfirm: () => lift({ input: { id: hold.id } }),
                              },
                            }
                          : {
                              label: 'Lift',
                              held: `${hold.placedByName} placed it: their side alone lifts it.`,
                            },
                      ]}
                    />
                  )
              : undefined
          }
          empty={
            <EmptyState icon={<IconHandStop size={22} />} title="No legal hold" action={may && place}>
              When there is a claim or an enquiry, a hold keeps what is needed for it beyond its time.
            </EmptyState>
          }
        />
      </Siblings>
      {placing && <PlaceHold onClose={() => setPlacing(false)} />}
    </>
  );
}

const COLUMNS: readonly Column<Hold, 'PLACED_AT'>[] = [
  { key: 'reference', title: 'Reference', value: ({ reference }) => reference },
  {
    key: 'state',
    title: 'Status',
    value: ({ liftedAt }) => (liftedAt ? 'Lifted' : 'In force'),
    cell: ({ liftedAt }) => (
      <StateBadge state={liftedAt ? 'ENDED' : 'OPEN'} label={liftedAt ? 'Lifted' : 'In force'} />
    ),
    show: 'always',
  },
  { key: 'held', title: 'What it holds', value: heldWords, show: 'always' },
  { key: 'tenant', title: 'Whose', value: ({ tenantName }) => tenantName },
  {
    key: 'reason',
    title: 'Why',
    value: ({ reason }) => reason,
    cell: ({ reason }) => (
      <Text fz="sm" truncate maw={320} title={reason ?? undefined}>
        {reason}
      </Text>
    ),
  },
  {
    key: 'placedAt',
    title: 'Placed',
    value: ({ placedAt }) => placedAt,
    cell: ({ placedAt }) => <DateText at={placedAt} />,
    sort: 'PLACED_AT',
  },
  { key: 'placedBy', title: 'By', value: ({ placedByName }) => placedByName },
  {
    key: 'liftedAt',
    title: 'Lifted',
    value: ({ liftedAt }) => liftedAt,
    cell: ({ liftedAt }) => liftedAt && <DateText at={liftedAt} />,
    show: 'chosen',
  },
];
