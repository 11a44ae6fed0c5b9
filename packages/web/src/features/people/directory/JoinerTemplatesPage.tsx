import { Button, Checkbox, MultiSelect, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { line, type ProductParameter, standardValues, valueProblems } from '@steward/shared';
import { IconPencil, IconPlus, IconTrash, IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { z } from 'zod';
import { asked } from '../../../data/asked.ts';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useCompanyOptions } from '../../../data/use-company-options.ts';
import { useKeptQuery } from '../../../data/use-kept-query.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useSend } from '../../../data/use-send.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FoundSelect } from '../../../ui/form/FoundSelect.tsx';
import { givenValues, ParameterFields, type TypedValues } from '../../../ui/form/ParameterFields.tsx';
import { type SubmitForm, useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { type RowDeed, RowMenu } from '../../../ui/list/RowMenu.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';

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

const ProductsDocument = graphql(
  `
  query ProductsToBeginWith {
    products(first: 100, filter: { active: true, unit: PER_USER }, orderBy: { field: NAME }) {
      nodes {
        id
        name
        parameters {
          ...Asked
        }
      }
    }
  }
`,
  [asked],
);

const AddDocument = graphql(`
  mutation AddJoinerTemplate($input: AddJoinerTemplateInput!) {
    addJoinerTemplate(input: $input) {
      id
      name
    }
  }
`);

const UpdateDocument = graphql(`
  mutation UpdateJoinerTemplate($input: UpdateJoinerTemplateInput!) {
    updateJoinerTemplate(input: $input) {
      id
      name
    }
  }
`);

const RemoveDocument = graphql(`
  mutation RemoveJoinerTemplate($input: RemoveJoinerTemplateInput!) {
    removeJoinerTemplate(input: $input)
  }
`);

type Template = ResultOf<typeof TemplatesDocument>['joinerTemplates']['nodes'][number];
type Product = ResultOf<typeof ProductsDocument>['products']['nodes'][number];

/** What people of one kind begin with: services, job title, an invitation. *Add end user* offers them [U5]. */
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

interface Begins {
  productId: string;
  name: string;
  parameters: readonly ProductParameter[];
  chosen: TypedValues;
}

interface Values extends Record<string, unknown> {
  companyId: string;
  name: string;
  jobTitle: string;
  department: string;
  invites: boolean;
  services: Begins[];
}

const RULES = z.object({
  companyId: z.string().min(1, 'Must be chosen.'),
  name: line(80),
  services: z.array(z.custom<Begins>()).superRefine((services, context) => {
    for (const [i, { name, parameters, chosen }] of services.entries())
      for (const { path, message } of valueProblems(name, parameters, givenValues(parameters, chosen)))
        context.addIssue({ code: 'custom', path: [i, 'parameters', path], message });
  }),
});

const servicesOf = (services: readonly Begins[]) =>
  services.map(({ productId, parameters, chosen }) => ({
    productId,
    parameters: givenValues(parameters, chosen),
  }));

function AddTemplate({ onClose }: { onClose: () => void }) {
  const { company } = useViewer();
  const add = useSend(AddDocument, 'JoinerTemplate');
  const form = useSubmitForm({
    initialValues: {
      companyId: company?.id ?? '',
      name: '',
      jobTitle: '',
      department: '',
      invites: false,
      services: [],
    } as Values,
    schema: RULES,
    send: ({ companyId, name, jobTitle, department, invites, services }) =>
      add({ input: { companyId, name, jobTitle, department, invites, services: servicesOf(services) } }),
    onDone: ({ addJoinerTemplate: { name } }) => {
      notifications.show({ message: `${name} is offered when an end user is added.` });
      onClose();
    },
  });
  return (
    <FormModal
      opened
      onClose={onClose}
      title="New joiner template"
      submitLabel="Add template"
      size="lg"
      form={form}
    >
      {!company && <Company form={form} />}
      <Fields form={form} />
    </FormModal>
  );
}

function EditTemplate({ template, onClose }: { template: Template; onClose: () => void }) {
  const products = useProducts();
  return products && <EditLoaded template={template} products={products} onClose={onClose} />;
}

function EditLoaded({
  template,
  products,
  onClose,
}: {
  template: Template;
  products: readonly Product[];
  onClose: () => void;
}) {
  const update = useSend(UpdateDocument, 'JoinerTemplate');
  const { id, name, jobTitle, department, invites, company, begins } = template;
  const gone = begins.filter(({ productId }) => !products.some((one) => one.id === productId));
  const form = useSubmitForm({
    initialValues: {
      companyId: company.id,
      name,
      jobTitle: jobTitle ?? '',
      department: department ?? '',
      invites,
      services: begins.flatMap(({ productId, parameters }) => {
        const product = products.find((one) => one.id === productId);
        return product ? [beginning(product, parameters as TypedValues)] : [];
      }),
    } as Values,
    schema: RULES,
    send: ({ services }, changed) => {
      const { known, ...fields } = changed((values) => ({
        name: values.name,
        jobTitle: values.jobTitle,
        department: values.department,
        invites: values.invites,
      }));
      return update({ input: { id, known, ...fields, services: servicesOf(services) } });
    },
    onDone: (done) => {
      notifications.show({ message: `${done.updateJoinerTemplate.name} is saved.` });
      onClose();
    },
  });
  return (
    <FormModal opened onClose={onClose} title={`Edit ${name}`} submitLabel="Save" size="lg" form={form}>
      <Fields form={form} />
      {gone.length > 0 && (
        <Text c="dimmed" fz="sm">
          Not on sale any more, and left out once this is saved:{' '}
          {gone.map(({ product }) => product).join(', ')}.
        </Text>
      )}
    </FormModal>
  );
}

function Company({ form }: { form: SubmitForm<Values> }) {
  const { values, getInputProps, setFieldValue } = form.form;
  const companies = useCompanyOptions(true, values.companyId || undefined);
  return (
    <FoundSelect
      label="Company"
      placeholder="Type a name"
      required
      choices={companies}
      nothingFoundMessage="No company of that name"
      {...getInputProps('companyId')}
      value={values.companyId || null}
      onChange={(id) => setFieldValue('companyId', id ?? '')}
    />
  );
}

const beginning = ({ id, name, parameters }: Product, chosen?: TypedValues): Begins => ({
  productId: id,
  name,
  parameters,
  // What a template says nothing of is as usual.
  chosen: { ...standardValues(parameters), ...chosen },
});

function useProducts(): readonly Product[] | undefined {
  return useKeptQuery(ProductsDocument, {}, { types: ['Product'] }).data?.products.nodes;
}

function Fields({ form }: { form: SubmitForm<Values> }) {
  const { values, getInputProps, setFieldValue, errors } = form.form;
  const products = useProducts() ?? [];
  return (
    <Stack gap="sm">
      <TextInput
        label="Name"
        placeholder="Sales"
        required
        maxLength={80}
        autoComplete="off"
        {...getInputProps('name')}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <TextInput label="Job title" maxLength={120} autoComplete="off" {...getInputProps('jobTitle')} />
        <TextInput label="Department" maxLength={120} autoComplete="off" {...getInputProps('department')} />
      </SimpleGrid>
      <MultiSelect
        label="Services"
        description="What they begin with; it is ordered when they are added."
        data={products.map(({ id, name }) => ({ value: id, label: name }))}
        searchable
        clearable
        error={errors.services}
        value={values.services.map(({ productId }) => productId)}
        onChange={(ids) =>
          setFieldValue(
            'services',
            ids.flatMap((id) => {
              const kept = values.services.find(({ productId }) => productId === id);
              const product = products.find((one) => one.id === id);
              return kept ?? (product ? beginning(product) : []);
            }),
          )
        }
      />
      {values.services.map(
        (service, i) =>
          service.parameters.length > 0 && (
            <div key={service.productId}>
              <Text fw={550} fz="sm" mb={4}>
                {service.name}
              </Text>
              <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm" verticalSpacing="xs">
                <ParameterFields
                  of={service.name}
                  parameters={service.parameters}
                  values={service.chosen}
                  onChange={(chosen) =>
                    setFieldValue(
                      'services',
                      values.services.map((one, at) => (at === i ? { ...one, chosen } : one)),
                    )
                  }
                  errorOf={(name) => errors[`services.${i}.parameters.${name}`]}
                />
              </SimpleGrid>
            </div>
          ),
      )}
      <Checkbox
        label="Invite them to sign in"
        description="An invitation goes to their e-mail address as soon as they are added."
        {...getInputProps('invites', { type: 'checkbox' })}
      />
    </Stack>
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
