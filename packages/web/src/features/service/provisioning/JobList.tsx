import { useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useCompanyOptions } from '../../../data/use-company-options.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useViewer } from '../../../data/viewer.ts';
import { options, words } from '../../../lib/words.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { JobProgress } from '../../../ui/JobProgress.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { useCompleteTask } from './CompleteTask.tsx';
import { JobDeed } from './JobDeed.tsx';
import type { JobTab } from './job-tabs.ts';
import { jobTitle } from './job-words.ts';

const JobsDocument = graphql(
  `
  query ProvisioningJobs(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: ProvisioningJobFilter
    $orderBy: ProvisioningJobOrder
  ) {
    provisioningJobs(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        action
        connector
        state
        attempts
        nextAttemptAt
        reason
        createdAt
        finishedAt
        subscription {
          id
          reference
          product {
            id
            name
          }
        }
        company {
          id
          name
        }
        endUser {
          id
          displayName
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

type Job = ResultOf<typeof JobsDocument>['provisioningJobs']['nodes'][number];

/** Jobs of one tab, newest first, each with what can be done about it [P1] [P2]. */
export function JobList({ filter, empty }: { filter: JobTab['filter']; empty: ReactNode }) {
  const { level } = useViewer();
  const { companyId }: { companyId?: unknown } = useSearch({ strict: false });
  const severalCompanies = level !== 'COMPANY';
  const { complete, dialogue } = useCompleteTask();
  const companies = useCompanyOptions(
    severalCompanies,
    typeof companyId === 'string' ? companyId : undefined,
  );
  const list = useList({
    query: JobsDocument,
    page: ({ provisioningJobs }) => provisioningJobs,
    type: 'ProvisioningJob',
    settings: { sort: '-CREATED_AT', filters: ['companyId', 'connector'] },
    fixed: filter,
  });
  return (
    <>
      <DataList
        id="provisioning"
        label="Provisioning jobs"
        list={list}
        columns={severalCompanies ? COLUMNS : COLUMNS.filter(({ key }) => key !== 'company')}
        searchHint="Reference, company, person, product"
        filters={[
          ...(severalCompanies ? [{ key: 'companyId', label: 'Company', ...companies }] : []),
          { key: 'connector', label: 'Method', options: options(['MANUAL', 'WEBHOOK']) },
        ]}
        rowLink={({ id }) => ({ to: '/provisioning/$jobId', params: { jobId: id } })}
        rowActions={(job) => <JobDeed job={job} onComplete={complete} size="compact-sm" />}
        empty={empty}
      />
      {dialogue}
    </>
  );
}

const COLUMNS: readonly Column<Job, 'CREATED_AT'>[] = [
  { key: 'job', title: 'Job', value: jobTitle },
  {
    key: 'endUser',
    title: 'For',
    value: ({ endUser }) => endUser?.displayName ?? 'The company',
    show: 'always',
  },
  { key: 'company', title: 'Company', value: ({ company }) => company.name, show: 'always' },
  {
    key: 'state',
    title: 'Status',
    value: ({ state }) => words(state),
    cell: ({ state }) => <StateBadge state={state} />,
    show: 'always',
  },
  {
    key: 'progress',
    title: 'Progress',
    value: ({ reason }) => reason,
    cell: (job) => <JobProgress job={job} />,
    show: 'always',
  },
  {
    key: 'attempts',
    title: 'Attempts',
    value: ({ attempts }) => attempts,
    align: 'right',
    show: 'chosen',
  },
  { key: 'connector', title: 'Method', value: ({ connector }) => words(connector), show: 'chosen' },
  {
    key: 'createdAt',
    title: 'Requested',
    value: ({ createdAt }) => createdAt,
    cell: ({ createdAt }) => <DateText at={createdAt} as="ago" />,
    sort: 'CREATED_AT',
  },
  {
    key: 'finishedAt',
    title: 'Finished',
    value: ({ finishedAt }) => finishedAt,
    cell: ({ finishedAt }) => <DateText at={finishedAt} as="ago" />,
    show: 'chosen',
  },
  {
    key: 'reference',
    title: 'Reference',
    value: ({ subscription }) => subscription.reference,
    show: 'chosen',
  },
];
