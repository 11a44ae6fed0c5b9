import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconUserShield } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { graphql } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { DayText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { Due } from './Due.tsx';
import { OpenRightsRequest } from './OpenRightsRequest.tsx';
import {
  KINDS,
  kindOptions,
  personOf,
  type RightsRow,
  rightsRow,
  STATUS_STATES,
  STATUSES,
  type Status,
  timeLeft,
} from './rights-words.ts';

const RequestsDocument = graphql(
  `
  query RightsRequests(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: RightsRequestFilter
    $orderBy: RightsRequestOrder
  ) {
    rightsRequests(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        ...RightsRow
      }
      totalCount
      pageInfo {
        ...Paging
      }
    }
  }
`,
  [paging, rightsRow],
);

/** Requests about personal data with the time they have left: of one's company, of all one looks after, or one's own [D2]. */
export function RightsRequestsPage() {
  const { level } = useViewer();
  const can = useCan();
  const navigate = useNavigate();
  const [opening, open] = useDisclosure();
  const own = level === 'END_USER';
  const list = useList({
    query: RequestsDocument,
    page: ({ rightsRequests }) => rightsRequests,
    type: 'RightsRequest',
    settings: {
      sort: 'DUE_ON',
      filters: ['open', 'kind', 'status', 'companyId'],
      ...(!own && { initial: { open: true } }),
    },
  });
  const hidden = own ? ['person', 'company'] : level === 'COMPANY' ? ['company'] : [];
  return (
    <>
      <PageHeader
        title={own ? 'My data' : 'Rights requests'}
        description={
          own
            ? 'Ask your company what it keeps about you, for a copy, to correct or erase it, or complain. It has a month to answer.'
            : level === 'COMPANY'
              ? 'What people ask about the data you keep on them. Your company is the controller: it answers, within the time that the law gives.'
              : 'What people ask about the data that companies keep on them. The company is the controller and answers; what reaches you is entered here, and it is told.'
        }
        actions={can('RIGHTS_OPEN') && <Button onClick={open.open}>{own ? 'Ask' : 'Enter a request'}</Button>}
      />
      <Siblings of="/rights-requests" at="/rights-requests">
        <DataList
          id="rights-requests"
          label="Rights requests"
          list={list}
          columns={COLUMNS.filter(({ key }) => !hidden.includes(key))}
          filters={[
            {
              key: 'open',
              label: 'Open or closed',
              options: [
                { value: 'true', label: 'Open' },
                { value: 'false', label: 'Closed' },
              ],
            },
            { key: 'kind', label: 'What', options: kindOptions },
            {
              key: 'status',
              label: 'Status',
              options: (Object.keys(STATUSES) as Status[]).map((value) => ({
                value,
                label: STATUSES[value],
              })),
            },
          ]}
          rowLink={({ id }) => ({ to: '/rights-requests/$requestId', params: { requestId: id } })}
          empty={
            <EmptyState
              icon={<IconUserShield size={22} />}
              title={own ? 'You have not asked anything' : 'Nobody has asked anything'}
            >
              {own
                ? 'When you ask, you see here how it stands and by when you are answered.'
                : 'When somebody asks what is kept about them, it stands here with the time there is for the answer.'}
            </EmptyState>
          }
        />
      </Siblings>
      <OpenRightsRequest
        opened={opening}
        onClose={open.close}
        onOpened={(id) => void navigate({ to: '/rights-requests/$requestId', params: { requestId: id } })}
      />
    </>
  );
}

const COLUMNS: readonly Column<RightsRow, 'DUE_ON' | 'RECEIVED_ON'>[] = [
  { key: 'reference', title: 'Reference', value: ({ reference }) => reference },
  { key: 'person', title: 'Who', value: personOf, show: 'always' },
  { key: 'company', title: 'Company', value: ({ company }) => company.name, show: 'always' },
  { key: 'kind', title: 'What', value: ({ kind }) => KINDS[kind], show: 'always' },
  {
    key: 'status',
    title: 'Status',
    value: ({ status }) => STATUSES[status],
    cell: ({ status }) => <StateBadge state={STATUS_STATES[status]} label={STATUSES[status]} />,
    show: 'always',
  },
  {
    key: 'dueOn',
    title: 'Due',
    value: (request) => (request.daysLeft === null ? timeLeft(request) : request.dueOn),
    cell: (request) => <Due request={request} />,
    sort: 'DUE_ON',
    show: 'always',
  },
  {
    key: 'receivedOn',
    title: 'Received',
    value: ({ receivedOn }) => receivedOn,
    cell: ({ receivedOn }) => <DayText day={receivedOn} />,
    sort: 'RECEIVED_ON',
  },
];
