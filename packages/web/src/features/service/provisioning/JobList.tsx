import { IconChecks } from '@tabler/icons-react';
import { useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useCompanyOptions } from '../../../data/use-company-options.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useViewer } from '../../../data/viewer.ts';
import { options, words } from '../../../lib/words.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { JobProgress } from '../../../ui/JobProgress.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column, FilterField } from '../../../ui/list/list-model.ts';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { useCompleteTask } from './CompleteTask.tsx';
import { JobDeed } from './JobDeed.tsx';
import type { JobTab } from './job-tabs.ts';
import { FAULTS, jobTitle } from './job-words.ts';

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
        taskOf
        dueAt
        assigneeName
        checklist {
          words
          doneAt
          doneByName
        }
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

type Tenant = { companyId: string } | { resellerId: string };

/** The jobs of one tenant, as a tab of its page. */
export function TenantJobs({ tenant }: { tenant: Tenant }) {
  return (
    <JobList
      filter={{}}
      tenant={tenant}
      empty={
        <EmptyState icon={<IconChecks size={22} />} title="Nothing has been set up yet">
          Every service that is given to somebody becomes a job here.
        </EmptyState>
      }
    />
  );
}

interface JobListProps {
  filter: JobTab['filter'];
  /** Whose page the list is a tab of. */
  tenant?: Tenant;
  empty: ReactNode;
}

/** Jobs of one tab, newest first, each with what can be done about it [P1] [P2]. */
export function JobList({ filter, tenant, empty }: JobListProps) {
  const { level } = useViewer();
  const { companyId }: { companyId?: unknown } = useSearch({ strict: false });
  const severalCompanies = level !== 'COMPANY' && !(tenant && 'companyId' in tenant);
  const { complete, dialogue } = useCompleteTask();
  const companies = useCompanyOptions(
    severalCompanies,
    typeof companyId === 'string' ? companyId : undefined,
  );
  const list = useList({
    query: JobsDocument,
    page: ({ provisioningJobs }) => provisioningJobs,
    type: 'ProvisioningJob',
    settings: { sort: '-CREATED_AT', filters: ['companyId', 'connector', 'open', 'fault'] },
    fixed: { ...filter, ...tenant },
  });
  return (
    <>
      <DataList
        id={tenant ? 'tenant-provisioning' : 'provisioning'}
        label="Provisioning jobs"
        list={list}
        columns={severalCompanies ? COLUMNS : COLUMNS.filter(({ key }) => key !== 'company')}
        searchHint="Reference, company, person, product"
        filters={[
          ...(severalCompanies ? [{ key: 'companyId', label: 'Company', ...companies }] : []),
          ...(Object.keys(filter).length === 0 ? [TO_DO] : []),
          { key: 'connector', label: 'Method', options: options(['MANUAL', 'WEBHOOK']) },
          ...(filter.state === 'PARKED' ? [{ key: 'fault', label: 'Reason', options: FAULTS }] : []),
        ]}
        rowLink={({ id }) => ({ to: '/provisioning/$jobId', params: { jobId: id } })}
        rowActions={(job) => <JobDeed job={job} onComplete={complete} size="compact-sm" />}
        empty={empty}
      />
      {dialogue}
    </>
  );
}

const TO_DO: FilterField = {
  key: 'open',
  label: 'Still to do',
  options: [
    { value: 'true', label: 'Still to do' },
    { value: 'false', label: 'Over' },
  ],
};

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
