import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPencil, IconPlus, IconTrash, IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useSend } from '../../../data/use-send.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { type RowDeed, RowMenu } from '../../../ui/list/RowMenu.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { AddTemplate, EditTemplate } from './JoinerTemplateForm.tsx';

const TemplatesDocument = graphql(
  `
  query JoinerTemplates(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: JoinerTemplateFilter
    $orderBy: JoinerTemplateOrder
  ) {
    joinerTemplates(
      first: $first
      after: $after
      last: $last
      before: $before
      filter: $filter
      orderBy: $orderBy
    ) {
      nodes {
        id
        name
        jobTitle
        department
        invites
        begins {
          productId
          product
          active
          parameters
        }
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

const RemoveDocument = graphql(`
  mutation RemoveJoinerTemplate($input: RemoveJoinerTemplateInput!) {
    removeJoinerTemplate(input: $input)
  }
`);

type Template = ResultOf<typeof TemplatesDocument>['joinerTemplates']['nodes'][number];

/** What people of one kind begin with: services, job title, an invitation. *Add end user* offers them [U5]. */
/** What people of one kind begin with, by company [U5]. */
export function JoinerTemplatesPage() {
  const can = useCan();
  const { level } = useViewer();
  const severalCompanies = level !== 'COMPANY';
  const [adding, setAdding] = useState(false);
  const [chosen, setChosen] = useState<Template>();
  const list = useList({
    query: TemplatesDocument,
    page: ({ joinerTemplates }) => joinerTemplates,
    type: 'JoinerTemplate',
    settings: { sort: 'NAME' },
  });
  const edited = chosen && (list.rows?.find(({ id }) => id === chosen.id) ?? chosen);
  const remove = useRemove();
  const action = can('END_USER_WRITE') && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
      New template
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Joiner templates"
        crumbs={[{ label: 'End users', link: { to: '/end-users' } }]}
        description="What people of one kind begin with. Choose one when you add an end user: person and services are then entered together."
        actions={action}
      />
      <DataList
        id="joiner-templates"
        label="Joiner templates"
        list={list}
        columns={COLUMNS.filter(({ key }) => severalCompanies || key !== 'company')}
        searchHint="Name"
        rowActions={
          can('END_USER_WRITE')
            ? (template) => (
                <RowMenu
                  of={template.name}
                  items={[
                    { label: 'Edit', icon: <IconPencil size={16} />, run: () => setChosen(template) },
                    remove(template),
                  ]}
                />
              )
            : undefined
        }
        empty={
          <EmptyState icon={<IconUserPlus size={22} />} title="No templates yet" action={action}>
            Say once what a new colleague of one kind gets, such as a mailbox and an archive.
          </EmptyState>
        }
      />
      {adding && <AddTemplate onClose={() => setAdding(false)} />}
      {edited && <EditTemplate template={edited} onClose={() => setChosen(undefined)} />}
    </>
  );
}

function useRemove(): (of: Template) => RowDeed {
  const remove = useSend(RemoveDocument, 'JoinerTemplate');
  return ({ id, name }) => ({
    label: 'Remove',
    icon: <IconTrash size={16} />,
    ask: {
      title: `Remove ${name}?`,
      consequence: 'Who has been added by it keeps everything. It is not offered for new people any more.',
      confirmLabel: 'Remove template',
      destructive: true,
      onConfirm: async () => {
        await remove({ input: { id } });
        notifications.show({ message: `${name} is removed.` });
      },
    },
  });
}

const COLUMNS: readonly Column<Template, 'NAME'>[] = [
  { key: 'name', title: 'Name', value: ({ name }) => name, sort: 'NAME' },
  { key: 'company', title: 'Company', value: ({ company }) => company.name, show: 'always' },
  {
    key: 'services',
    title: 'Services',
    value: ({ begins }) =>
      begins.map(({ product, active }) => (active ? product : `${product} (not on sale)`)).join(', '),
    show: 'always',
  },
  { key: 'jobTitle', title: 'Job title', value: ({ jobTitle }) => jobTitle },
  { key: 'department', title: 'Department', value: ({ department }) => department },
  { key: 'invites', title: 'Invited', value: ({ invites }) => (invites ? 'At once' : 'No') },
];
