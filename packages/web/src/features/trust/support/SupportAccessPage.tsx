import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconLifebuoy } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { DateText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { AskForAccess } from './AskForAccess.tsx';
import { GrantDeeds } from './GrantDeeds.tsx';
import { areasText, MODES, STATES, type State } from './support-words.ts';

const GrantsDocument = graphql(
  `
  query SupportGrants(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: SupportGrantFilter
    $orderBy: SupportGrantOrder
  ) {
    supportGrants(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        state
        mine
        askerLevel
        askerName
        askerTenant
        areas
        mode
        minutes
        reason
        askedAt
        byRule
        enteredAt
        endsAt
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

type Grant = ResultOf<typeof GrantsDocument>['supportGrants']['nodes'][number];

/** Who asked to be let in where, who is in, and what is over: for those who ask, and for the company [T4]. */
export function SupportAccessPage() {
  const { level } = useViewer();
  const can = useCan();
  const navigate = useNavigate();
  const [asking, ask] = useDisclosure();
  const company = level === 'COMPANY';
  const list = useList({
    query: GrantsDocument,
    page: ({ supportGrants }) => supportGrants,
    type: 'SupportGrant',
    settings: { sort: '-ASKED_AT', filters: ['state', 'mine', 'companyId'] },
  });
  const askButton = can('SUPPORT_ASK') && <Button onClick={ask.open}>Ask for access</Button>;
  return (
    <>
      <PageHeader
        title="Support access"
        description={
          company
            ? 'Who asks to be let in to your company, who is in, and what they looked at and did. Nobody goes in unless you approve it, or a standing rule of yours does.'
            : 'Companies that you have asked to let you in for a while. They decide, and read everything that is looked at and done.'
        }
        actions={askButton}
      />
      <Siblings of="/support-access" at="/support-access">
        <DataList
          id="support-grants"
          label="Support access"
          list={list}
          columns={COLUMNS.filter(({ key }) => key !== (company ? 'company' : 'tenant'))}
          filters={[
            {
              key: 'state',
              label: 'Status',
              options: (Object.keys(STATES) as State[]).map((value) => ({ value, label: STATES[value] })),
            },
            ...(company
              ? []
              : [
                  {
                    key: 'mine',
                    label: 'Asked by',
                    options: [
                      { value: 'true', label: 'Me' },
                      { value: 'false', label: 'Others' },
                    ],
                  },
                ]),
          ]}
          rowLink={({ id }) => ({ to: '/support-access/$grantId', params: { grantId: id } })}
          rowActions={(grant) => <GrantDeeds grant={grant} size="compact-sm" />}
          empty={
            <EmptyState
              icon={<IconLifebuoy size={22} />}
              title={company ? 'Nobody has asked to be let in' : 'You have not asked to be let in anywhere'}
            >
              {company
                ? 'When your reseller or the platform has to see something of yours to help you, they ask here first.'
                : 'When you have to see what a customer sees, ask them here: with a reason, for as long as it takes.'}
            </EmptyState>
          }
        />
      </Siblings>
      <AskForAccess
        opened={asking}
        onClose={ask.close}
        onAsked={(id) => void navigate({ to: '/support-access/$grantId', params: { grantId: id } })}
      />
    </>
  );
}

const COLUMNS: readonly Column<Grant, 'ASKED_AT'>[] = [
  { key: 'who', title: 'Who', value: ({ askerName }) => askerName },
  { key: 'tenant', title: 'Of', value: ({ askerTenant }) => askerTenant, show: 'always' },
  { key: 'company', title: 'Company', value: ({ company }) => company?.name, show: 'always' },
  {
    key: 'state',
    title: 'Status',
    value: ({ state }) => STATES[state],
    cell: ({ state }) => <StateBadge state={state} label={STATES[state]} />,
    show: 'always',
  },
  { key: 'reason', title: 'Reason', value: ({ reason }) => reason },
  { key: 'areas', title: 'Areas', value: ({ areas }) => areasText(areas), show: 'chosen' },
  { key: 'mode', title: 'May', value: ({ mode }) => MODES[mode] },
  { key: 'minutes', title: 'Minutes', value: ({ minutes }) => minutes, align: 'right', show: 'chosen' },
  {
    key: 'askedAt',
    title: 'Asked',
    value: ({ askedAt }) => askedAt,
    cell: ({ askedAt }) => <DateText at={askedAt} as="ago" />,
    sort: 'ASKED_AT',
  },
  {
    key: 'enteredAt',
    title: 'Went in',
    value: ({ enteredAt }) => enteredAt,
    cell: ({ enteredAt }) => <DateText at={enteredAt} />,
    show: 'chosen',
  },
];
