import { Checkbox, Select, Textarea, TextInput } from '@mantine/core';
import { line, prose } from '@steward/shared';
import { useNavigate } from '@tanstack/react-router';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { FormPage } from '../../../ui/form/FormPage.tsx';
import { FormSection } from '../../../ui/form/FormSection.tsx';
import { instantOf, MomentField } from '../../../ui/form/MomentField.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { type Affected, AffectedField } from './AffectedField.tsx';
import { StatusSummary } from './StatusSummary.tsx';
import { choicesOf } from './words.ts';

const PublishDocument = graphql(`
  mutation PublishIncident($input: PublishIncidentInput!) {
    publishIncident(input: $input) {
      id
    }
  }
`);
const BEGUN = ['INVESTIGATING', 'IDENTIFIED', 'MONITORING'] as const;

/** Says that something is wrong: what, with which components, and what is known [N4]. */
export function PublishIncident() {
  const navigate = useNavigate();
  const publish = useSend(PublishDocument, 'Incident');
  const form = useSubmitForm({
    initialValues: {
      title: '',
      text: '',
      progress: 'INVESTIGATING' as (typeof BEGUN)[number],
      affects: [] as Affected[],
      startsAt: null as string | null,
      public: true,
    },
    schema: z.object({
      title: line(150),
      text: prose(5_000),
      affects: z.array(z.unknown()).min(1, 'Choose at least one component.'),
    }),
    ask: ({ title }) => ({
      title: 'Publish this incident?',
      consequence: `“${title}” is told at once. What was said cannot be taken back; you say how it goes on by updates.`,
      confirmLabel: 'Publish incident',
    }),
    send: ({ startsAt, ...values }) => publish({ input: { ...values, startsAt: instantOf(startsAt) } }),
    onDone: ({ publishIncident: { id } }) =>
      void navigate({ to: '/status-board/$incidentId', params: { incidentId: id } }),
  });
  const { values, getInputProps, setFieldValue } = form.form;
  return (
    <>
      <PageHeader title="Publish incident" crumbs={[{ label: 'Status', link: { to: '/status-board' } }]} />
      <FormPage
        form={form}
        submitLabel="Publish…"
        cancel={{ to: '/status-board' }}
        summary={
          <StatusSummary
            componentIds={values.affects.map(({ componentId }) => componentId)}
            everyone={values.public}
            title={values.title}
          />
        }
      >
        <FormSection title="What is wrong">
          <TextInput
            data-wide
            label="Title"
            description="As those concerned see it: what does not work."
            required
            maxLength={150}
            autoComplete="off"
            {...getInputProps('title')}
          />
          <Textarea
            data-wide
            label="What is known"
            description="What they notice, what still works, when they hear more."
            required
            autosize
            minRows={4}
            maxLength={5_000}
            {...getInputProps('text')}
          />
          <Select
            label="How far it is"
            allowDeselect={false}
            data={choicesOf(BEGUN)}
            {...getInputProps('progress')}
          />
          <MomentField
            label="Since"
            description="Empty: since now."
            maxDate={new Date()}
            {...getInputProps('startsAt')}
          />
        </FormSection>
        <FormSection title="What is affected">
          <AffectedField
            value={values.affects}
            onChange={(affects) => setFieldValue('affects', affects)}
            error={form.form.errors.affects as string | undefined}
          />
        </FormSection>
        <FormSection title="Who reads it">
          <Checkbox
            data-wide
            label="On the public page, too"
            description="Otherwise those who are signed in see it, and nobody else."
            {...getInputProps('public', { type: 'checkbox' })}
          />
        </FormSection>
      </FormPage>
    </>
  );
}
