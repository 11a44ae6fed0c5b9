import { Button, MultiSelect, Select, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useNavigate, useParams } from '@tanstack/react-router';
import { graphql } from '../../../data/graphql.ts';
import { useCompanyOptions } from '../../../data/use-company-options.ts';
import { useProductOptions } from '../../../data/use-product-options.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { useViewer } from '../../../data/viewer.ts';
import { FormPage } from '../../../ui/form/FormPage.tsx';
import { FormSection } from '../../../ui/form/FormSection.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { FoundSelect } from '../../../ui/form/FoundSelect.tsx';
import { instantOf, localOf, MomentField } from '../../../ui/form/MomentField.tsx';
import { type SubmitForm, useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { Loaded } from '../../../ui/Loaded.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { type Incident, IncidentDocument } from './incident.ts';
import { CLASSES, choices, KINDS } from './words.ts';

const ScopeDocument = graphql(`
  mutation ScopeIncident($input: ScopeIncidentInput!) {
    scopeIncident(input: $input) {
      id
    }
  }
`);

const ConnectorsDocument = graphql(`
  query ConnectorsToName {
    connectors(first: 100) {
      nodes {
        id
        name
      }
    }
  }
`);

/** Says what an incident touched; who is concerned is worked out from it [D5]. */
export function ScopeIncident() {
  const { incidentId = '' } = useParams({ strict: false });
  const read = useRead(IncidentDocument, { id: incidentId });
  return (
    <Loaded from={read} whole>
      {({ securityIncident: incident }) => incident && <Scope key={incident.id} incident={incident} />}
    </Loaded>
  );
}

type Kind = keyof typeof KINDS;

const partsOf = (incident: Incident) =>
  incident.scope.map((part) => ({
    key: part.id as string,
    kind: part.kind as Kind,
    productId: part.productId ?? '',
    connectorId: part.connectorId ?? '',
    companyId: part.companyId ?? '',
    endUserIds: part.endUserIds.join('\n'),
    department: part.department ?? '',
    from: localOf(part.from),
    until: localOf(part.until),
    dataClasses: [...part.dataClasses],
  }));
type Part = ReturnType<typeof partsOf>[number];

const another = ({ occurredAt, discoveredAt, containedAt }: Incident): Part => ({
  key: crypto.randomUUID(),
  kind: 'PRODUCT',
  productId: '',
  connectorId: '',
  companyId: '',
  endUserIds: '',
  department: '',
  from: localOf(occurredAt ?? discoveredAt),
  until: localOf(containedAt),
  dataClasses: [],
});

function Scope({ incident }: { incident: Incident }) {
  const navigate = useNavigate();
  const send = useSend(ScopeDocument, 'SecurityIncident');
  const room = { to: '/incidents/$incidentId', params: { incidentId: incident.id } } as const;
  const form = useSubmitForm({
    initialValues: { parts: incident.scope.length ? partsOf(incident) : [another(incident)] },
    send: ({ parts }) =>
      send({
        input: {
          incidentId: incident.id,
          parts: parts.map(({ key: _key, from, until, endUserIds, ...part }) => ({
            ...part,
            from: instantOf(from) ?? '',
            until: instantOf(until),
            endUserIds: part.kind === 'PEOPLE' ? endUserIds.split(/[\s,]+/).filter(Boolean) : [],
          })),
        },
      }),
    onDone: () => void navigate(room),
  });
  const { values } = form.form;
  return (
    <>
      <PageHeader
        title="What was touched"
        crumbs={[
          { label: 'Security incidents', link: { to: '/incidents' } },
          { label: incident.title, link: room },
        ]}
      />
      <FormPage
        form={form}
        submitLabel="Save"
        cancel={room}
        summary={
          <FormSummary
            effects={[
              'Which companies answer for the data, and how many people that are, is worked out from this: you see it before anything is sent.',
              'Somebody whom several parts touched counts once, with all classes of data.',
              'Nobody is told by saving this.',
            ]}
          />
        }
      >
        {values.parts.map((part, at) => (
          <PartFields key={part.key} {...{ form, part, at }} />
        ))}
        <Button
          variant="default"
          leftSection={<IconPlus size={16} />}
          onClick={() => form.form.insertListItem('parts', another(incident))}
          style={{ alignSelf: 'flex-start' }}
        >
          Add a part
        </Button>
      </FormPage>
    </>
  );
}

interface PartFieldsProps {
  form: SubmitForm<{ parts: Part[] }>;
  part: Part;
  at: number;
}

function PartFields({ form: { form }, part: { kind, productId, companyId }, at }: PartFieldsProps) {
  const { level } = useViewer();
  const products = useProductOptions(productId || undefined);
  const companies = useCompanyOptions(true, companyId || undefined);
  const field = (name: keyof Part) => form.getInputProps(`parts.${at}.${name}`);
  const found = (name: 'productId' | 'companyId') => ({
    ...field(name),
    value: form.values.parts[at]?.[name] || null,
    onChange: (id: string | null) => form.setFieldValue(`parts.${at}.${name}`, id ?? ''),
  });
  const kinds = choices(KINDS).filter(({ value }) => value !== 'CONNECTOR' || level === 'PLATFORM');
  return (
    <FormSection title={`Part ${at + 1}`}>
      <Select label="Whose data" required allowDeselect={false} data={kinds} {...field('kind')} />
      {kind === 'PRODUCT' && (
        <FoundSelect
          label="Product"
          required
          placeholder="Choose a product"
          choices={products}
          {...found('productId')}
        />
      )}
      {kind === 'CONNECTOR' && <ConnectorSelect {...field('connectorId')} />}
      {(kind === 'COMPANY' || kind === 'ADMINISTRATORS') && (
        <FoundSelect
          label="Company"
          required={kind === 'COMPANY'}
          placeholder={kind === 'COMPANY' ? 'Choose a company' : 'All, resellers’ too'}
          choices={companies}
          {...found('companyId')}
        />
      )}
      {kind === 'PEOPLE' && (
        <TextInput
          label="People, by id"
          description="The ids of their pages, with spaces between them."
          required
          data-wide
          {...field('endUserIds')}
        />
      )}
      {(kind === 'PRODUCT' || kind === 'COMPANY' || kind === 'CONNECTOR') && (
        <TextInput
          label="Only of the department"
          placeholder="All"
          maxLength={120}
          {...field('department')}
        />
      )}
      <MomentField label="From" required {...field('from')} />
      <MomentField label="Until" description="Empty: it goes on." {...field('until')} />
      <MultiSelect label="Which data" required data={choices(CLASSES)} data-wide {...field('dataClasses')} />
      {form.values.parts.length > 1 && (
        <Button
          variant="subtle"
          color="red"
          leftSection={<IconTrash size={16} />}
          onClick={() => form.removeListItem('parts', at)}
          style={{ justifySelf: 'start' }}
        >
          Remove part {at + 1}
        </Button>
      )}
    </FormSection>
  );
}

function ConnectorSelect(props: object) {
  const read = useRead(ConnectorsDocument, {});
  const data = read.state === 'ready' ? read.data.connectors.nodes : [];
  return (
    <Select
      label="Connector"
      required
      searchable
      data={data.map(({ id, name }) => ({ value: id, label: name }))}
      {...props}
    />
  );
}
