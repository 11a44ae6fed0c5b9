import { Checkbox, MultiSelect, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { line, type ProductParameter, standardValues, valueProblems } from '@steward/shared';
import { z } from 'zod';
import { asked } from '../../../data/asked.ts';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useCompanyOptions } from '../../../data/use-company-options.ts';
import { useKeptQuery } from '../../../data/use-kept-query.ts';
import { useSend } from '../../../data/use-send.ts';
import { useViewer } from '../../../data/viewer.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FoundSelect } from '../../../ui/form/FoundSelect.tsx';
import { givenValues, ParameterFields, type TypedValues } from '../../../ui/form/ParameterFields.tsx';
import { type SubmitForm, useSubmitForm } from '../../../ui/form/use-submit-form.ts';

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

type Product = ResultOf<typeof ProductsDocument>['products']['nodes'][number];

interface Template {
  id: string;
  name: string;
  jobTitle: string | null;
  department: string | null;
  invites: boolean;
  company: { id: string };
  begins: readonly { productId: string; product: string; parameters: unknown }[];
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

/** Says what people of one kind begin with [U5]. */
export function AddTemplate({ onClose }: { onClose: () => void }) {
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

/** Changes what they begin with; who has joined keeps what they have [U5]. */
export function EditTemplate({ template, onClose }: { template: Template; onClose: () => void }) {
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
