import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconListCheck, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useSend } from '../../../data/use-send.ts';
import { plural } from '../../../lib/format.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { RowMenu } from '../../../ui/list/RowMenu.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { TaskRuleForm } from './TaskRuleForm.tsx';
import { dueWords, sideWords } from './task-words.ts';

const TaskRulesDocument = graphql(
  `
  query TaskRules(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: TaskTemplateFilter
    $orderBy: TaskTemplateOrder
  ) {
    taskTemplates(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        doneBy
        dueDays
        setUp
        changing
        removal
        createdAt
        product {
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
type Rule = ResultOf<typeof TaskRulesDocument>['taskTemplates']['nodes'][number];

const RemoveDocument = graphql(`
  mutation RemoveTaskTemplate($input: RemoveTaskTemplateInput!) {
    removeTaskTemplate(input: $input)
  }
`);

/** Who does the tasks of each product by hand, by when, and what has to be done; for staff [P2]. */
export function TaskRulesPage() {
  const [editing, setEditing] = useState<Rule | 'NEW'>();
  const remove = useSend(RemoveDocument, 'TaskTemplate');
  const list = useList({
    query: TaskRulesDocument,
    page: ({ taskTemplates }) => taskTemplates,
    type: 'TaskTemplate',
    settings: { sort: '-CREATED_AT' },
  });
  const action = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setEditing('NEW')}>
      Add rule
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Rules for tasks"
        crumbs={[{ label: 'Provisioning', link: { to: '/provisioning' } }]}
        description="Who does the tasks of each product by hand, by when they are due, and what has to be ticked off."
        actions={action}
      />
      <DataList
        id="task-rules"
        label="How tasks are done"
        list={list}
        columns={COLUMNS}
        searchHint="Product"
        rowActions={(rule) => (
          <RowMenu
            of={rule.product.name}
            items={[
              { label: 'Edit', icon: <IconPencil size={16} />, run: () => setEditing(rule) },
              {
                label: 'Remove',
                icon: <IconTrash size={16} />,
                ask: {
                  title: `Remove the rule for ${rule.product.name}?`,
                  consequence:
                    'Its tasks are then the platform’s, due within three working days, with nothing to tick off. Tasks that have begun stay as they are.',
                  confirmLabel: 'Remove',
                  destructive: true,
                  onConfirm: async () => {
                    await remove({ input: { id: rule.id } });
                    notifications.show({ message: `The rule for ${rule.product.name} is removed.` });
                  },
                },
              },
            ]}
          />
        )}
        empty={
          <EmptyState icon={<IconListCheck size={22} />} title="No rules for tasks yet" action={action}>
            Until a product has one, its tasks are the platform’s, due within three working days, with nothing
            to tick off.
          </EmptyState>
        }
      />
      {editing && (
        <TaskRuleForm
          {...(editing === 'NEW' ? {} : { rule: editing })}
          onClose={() => setEditing(undefined)}
        />
      )}
    </>
  );
}

const COLUMNS: readonly Column<Rule, 'CREATED_AT'>[] = [
  { key: 'product', title: 'Product', value: ({ product }) => product.name },
  { key: 'doneBy', title: 'Done by', value: ({ doneBy }) => sideWords(doneBy), show: 'always' },
  { key: 'dueDays', title: 'Due', value: ({ dueDays }) => dueWords(dueDays), show: 'always' },
  ...(
    [
      ['setUp', 'To set up'],
      ['changing', 'To change'],
      ['removal', 'To take away'],
    ] as const
  ).map(([key, title]) => ({
    key,
    title,
    value: (rule: Rule) => (rule[key].length ? plural(rule[key].length, 'step') : 'Nothing to tick off'),
    show: 'always' as const,
  })),
];
