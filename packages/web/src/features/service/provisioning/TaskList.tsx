import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCheck, IconChecks, IconHandGrab, IconUserPlus, IconUserX } from '@tabler/icons-react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useCompanyOptions } from '../../../data/use-company-options.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useSend } from '../../../data/use-send.ts';
import { useViewer } from '../../../data/viewer.ts';
import type { ApiError } from '../../../lib/errors.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { RowMenu } from '../../../ui/list/RowMenu.tsx';
import { useDeed } from '../../../ui/use-deed.ts';
import { useAssignTask } from './AssignTask.tsx';
import { useCompleteTask } from './CompleteTask.tsx';
import { DueText } from './DueText.tsx';
import { jobTitle } from './job-words.ts';
import { GiveBackDocument, TakeDocument } from './task-deeds.ts';

const TasksDocument = graphql(
  `
  query ManualTasks(
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
        state
        dueAt
        assigneeId
        assigneeName
        createdAt
        checklist {
          words
          doneAt
        }
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
type Task = ResultOf<typeof TasksDocument>['provisioningJobs']['nodes'][number];

/** What somebody of the reader's side does by hand, the first that is due first [P2]. */
export function TaskList() {
  const { level, membershipId } = useViewer();
  const companies = useCompanyOptions(true);
  const { complete, dialogue } = useCompleteTask();
  const assigning = useAssignTask();
  const take = useSend(TakeDocument);
  const giveBack = useSend(GiveBackDocument);
  const say = ({ message }: ApiError) => notifications.show({ color: 'red', message });
  const taking = useDeed((jobId: string) => take({ input: { jobId } }), say);
  const givingBack = useDeed((jobId: string) => giveBack({ input: { jobId } }), say);
  const list = useList({
    query: TasksDocument,
    page: ({ provisioningJobs }) => provisioningJobs,
    type: 'ProvisioningJob',
    settings: { sort: 'DUE_AT', filters: ['mine', 'assigned', 'overdue', 'companyId'] },
    fixed: { state: 'WAITING', taskOf: level === 'PLATFORM' ? 'PLATFORM' : 'RESELLER' },
  });
  return (
    <>
      <DataList
        id="manual-tasks"
        label="Tasks by hand"
        list={list}
        columns={COLUMNS}
        searchHint="Reference, company, person, product"
        filters={[
          { key: 'mine', label: 'Mine', options: [{ value: 'true', label: 'Mine' }] },
          {
            key: 'assigned',
            label: 'Taken',
            options: [
              { value: 'false', label: 'Nobody’s' },
              { value: 'true', label: 'Somebody’s' },
            ],
          },
          { key: 'overdue', label: 'Overdue', options: [{ value: 'true', label: 'Overdue' }] },
          { key: 'companyId', label: 'Company', ...companies },
        ]}
        rowLink={({ id }) => ({ to: '/provisioning/$jobId', params: { jobId: id } })}
        rowActions={(task) => {
          const left = leftOf(task);
          return (
            <Group gap="xs" wrap="nowrap" justify="flex-end">
              {left === 0 && (
                <Button size="compact-sm" variant="default" onClick={() => complete(task)}>
                  Mark as done
                </Button>
              )}
              <RowMenu
                of={jobTitle(task)}
                items={[
                  ...(task.assigneeId
                    ? []
                    : [
                        {
                          label: 'Take',
                          icon: <IconHandGrab size={16} />,
                          run: () => void taking.run(task.id),
                        },
                      ]),
                  {
                    label:
                      task.assigneeId && task.assigneeId !== membershipId
                        ? 'Give to somebody else'
                        : 'Assign',
                    icon: <IconUserPlus size={16} />,
                    run: () => assigning.assign(task),
                  },
                  ...(task.assigneeId
                    ? [
                        {
                          label: 'Give back',
                          icon: <IconUserX size={16} />,
                          run: () => void givingBack.run(task.id),
                        },
                      ]
                    : []),
                  ...(left > 0
                    ? [
                        {
                          label: 'Mark as done',
                          icon: <IconCheck size={16} />,
                          held: `Tick off what is to be done first: ${left} left.`,
                        },
                      ]
                    : []),
                ]}
              />
            </Group>
          );
        }}
        empty={
          <EmptyState icon={<IconChecks size={22} />} title="No tasks to do">
            Services that somebody sets up or takes away by hand stand here until they are done.
          </EmptyState>
        }
      />
      {dialogue}
      {assigning.dialogue}
    </>
  );
}

const leftOf = ({ checklist }: Task): number => (checklist ?? []).filter(({ doneAt }) => !doneAt).length;

const COLUMNS: readonly Column<Task, 'CREATED_AT' | 'DUE_AT'>[] = [
  { key: 'job', title: 'Task', value: jobTitle },
  {
    key: 'endUser',
    title: 'For',
    value: ({ endUser }) => endUser?.displayName ?? 'The company',
    show: 'always',
  },
  { key: 'company', title: 'Company', value: ({ company }) => company.name, show: 'always' },
  {
    key: 'dueAt',
    title: 'Due',
    value: ({ dueAt }) => dueAt,
    cell: ({ dueAt }) => <DueText dueAt={dueAt} />,
    sort: 'DUE_AT',
    show: 'always',
  },
  {
    key: 'assignee',
    title: 'Assigned to',
    value: ({ assigneeName }) => assigneeName,
    cell: ({ assigneeName }) =>
      assigneeName ?? (
        <Text span fz="sm" c="dimmed">
          Nobody
        </Text>
      ),
    show: 'always',
  },
  {
    key: 'checklist',
    title: 'Ticked off',
    value: (task) => {
      const all = task.checklist?.length ?? 0;
      return all ? `${all - leftOf(task)} of ${all}` : null;
    },
    show: 'always',
  },
  {
    key: 'createdAt',
    title: 'Requested',
    value: ({ createdAt }) => createdAt,
    cell: ({ createdAt }) => <DateText at={createdAt} as="ago" />,
    sort: 'CREATED_AT',
  },
];
