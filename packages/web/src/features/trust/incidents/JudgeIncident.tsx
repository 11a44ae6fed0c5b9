import { Select, Textarea, TextInput } from '@mantine/core';
import { breachRisk } from '@steward/shared';
import { useNavigate, useParams } from '@tanstack/react-router';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { FormPage } from '../../../ui/form/FormPage.tsx';
import { FormSection } from '../../../ui/form/FormSection.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { instantOf, localOf, MomentField } from '../../../ui/form/MomentField.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { Loaded } from '../../../ui/Loaded.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { type Incident, IncidentDocument } from './incident.ts';
import { choices, DECISIONS, LIKELIHOODS, RISKS, SEVERITIES } from './words.ts';

const UpdateDocument = graphql(`
  mutation JudgeIncident($input: JudgeIncidentInput!) {
    judgeIncident(input: $input) {
      id
    }
  }
`);

/** Adds to what is known, judges it and decides whether controllers are told [D5]. */
export function JudgeIncident() {
  const { incidentId = '' } = useParams({ strict: false });
  const read = useRead(IncidentDocument, { id: incidentId });
  return (
    <Loaded from={read} whole>
      {({ securityIncident: incident }) => incident && <Judge key={incident.id} incident={incident} />}
    </Loaded>
  );
}

/** What the API takes of the form: nothing typed is nothing. */
const fieldsOf = ({ containedAt, ...values }: ReturnType<typeof valuesOf>) => ({
  ...(Object.fromEntries(
    Object.entries(values).map(([field, value]) => [field, value === '' ? null : value]),
  ) as { [Field in keyof typeof values]: (typeof values)[Field] }),
  containedAt: instantOf(containedAt),
});

const valuesOf = (incident: Incident) => ({
  title: incident.title,
  facts: incident.facts ?? '',
  containedAt: localOf(incident.containedAt),
  likelihood: incident.likelihood,
  severity: incident.severity,
  nature: incident.nature ?? '',
  consequences: incident.consequences ?? '',
  measures: incident.measures ?? '',
  contactName: incident.contactName ?? '',
  contactEmail: incident.contactEmail ?? '',
  contactPhone: incident.contactPhone ?? '',
  decision: incident.decision,
  decisionReason: incident.decisionReason ?? '',
});

function Judge({ incident }: { incident: Incident }) {
  const navigate = useNavigate();
  const update = useSend(UpdateDocument, 'SecurityIncident');
  const room = { to: '/incidents/$incidentId', params: { incidentId: incident.id } } as const;
  const form = useSubmitForm({
    initialValues: valuesOf(incident),
    send: (_values, changed) => update({ input: { id: incident.id, ...changed(fieldsOf) } }),
    onDone: () => void navigate(room),
  });
  const { getInputProps, values } = form.form;
  const risk = breachRisk(values.likelihood, values.severity);
  return (
    <>
      <PageHeader
        title="Judge and decide"
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
            facts={[
              ['Risk', risk && RISKS[risk]],
              ['Decision', values.decision && DECISIONS[values.decision]],
            ]}
            effects={[
              risk === 'LOW' &&
                'Where a risk to people is unlikely, the authority need not be told. The controllers decide that.',
              risk === 'HIGH' &&
                'Where the risk is high, controllers have to tell the people, too: they get a draft.',
              incident.lastSentAt
                ? 'What notices say has been sent before: controllers hear of changes by a supplement that you send.'
                : 'Nobody is told by saving this.',
            ]}
          />
        }
      >
        <FormSection title="How it is judged">
          <Select
            label="Harm to people is"
            clearable
            data={choices(LIKELIHOODS)}
            {...getInputProps('likelihood')}
          />
          <Select label="It would be" clearable data={choices(SEVERITIES)} {...getInputProps('severity')} />
          <MomentField label="Contained since" {...getInputProps('containedAt')} />
        </FormSection>
        <FormSection
          title="What controllers are told"
          description="Plain words that can be passed on: no names of people."
        >
          <TextInput label="Title" required maxLength={150} data-wide {...getInputProps('title')} />
          <Textarea
            label="What happened"
            autosize
            minRows={3}
            maxLength={3_000}
            data-wide
            {...getInputProps('nature')}
          />
          <Textarea
            label="What is likely to follow"
            autosize
            minRows={3}
            maxLength={3_000}
            data-wide
            {...getInputProps('consequences')}
          />
          <Textarea
            label="What was done and will be"
            autosize
            minRows={3}
            maxLength={3_000}
            data-wide
            {...getInputProps('measures')}
          />
          <TextInput label="Who can say more" maxLength={120} {...getInputProps('contactName')} />
          <TextInput label="Their e-mail address" type="email" {...getInputProps('contactEmail')} />
          <TextInput label="Their telephone" type="tel" {...getInputProps('contactPhone')} />
        </FormSection>
        <FormSection title="Decision">
          <Select label="Controllers" clearable data={choices(DECISIONS)} {...getInputProps('decision')} />
          <Textarea
            label="Because"
            description="The register has to say why, either way."
            required={values.decision !== null}
            autosize
            minRows={2}
            maxLength={2_000}
            data-wide
            {...getInputProps('decisionReason')}
          />
        </FormSection>
        <FormSection title="Register">
          <Textarea
            label="Facts"
            required
            autosize
            minRows={4}
            maxLength={5_000}
            data-wide
            {...getInputProps('facts')}
          />
        </FormSection>
      </FormPage>
    </>
  );
}
