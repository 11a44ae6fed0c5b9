import { Checkbox, Textarea, TextInput } from '@mantine/core';
import { line, prose } from '@steward/shared';
import { useNavigate } from '@tanstack/react-router';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { FormPage } from '../../../ui/form/FormPage.tsx';
import { FormSection } from '../../../ui/form/FormSection.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { instantOf, localOf, MomentField } from '../../../ui/form/MomentField.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { PageHeader } from '../../../ui/PageHeader.tsx';

const ReportDocument = graphql(`
  mutation ReportIncident($input: ReportIncidentInput!) {
    reportIncident(input: $input) {
      id
    }
  }
`);

const moment = z.string({ error: 'Must be filled in.' });

/** Puts an incident, or an exercise, into the register [D5]. */
export function ReportIncident() {
  const navigate = useNavigate();
  const report = useSend(ReportDocument, 'SecurityIncident');
  const form = useSubmitForm({
    initialValues: {
      title: '',
      facts: '',
      occurredAt: null as string | null,
      discoveredAt: localOf(new Date().toISOString()),
      awareAt: localOf(new Date().toISOString()),
      exercise: false,
    },
    schema: z.object({ title: line(150), facts: prose(5_000), discoveredAt: moment, awareAt: moment }),
    send: ({ occurredAt, discoveredAt, awareAt, ...values }) =>
      report({
        input: {
          ...values,
          occurredAt: instantOf(occurredAt),
          discoveredAt: instantOf(discoveredAt) ?? '',
          awareAt: instantOf(awareAt) ?? '',
        },
      }),
    onDone: ({ reportIncident: { id } }) =>
      void navigate({ to: '/incidents/$incidentId', params: { incidentId: id } }),
  });
  const { getInputProps, values } = form.form;
  return (
    <>
      <PageHeader
        title="Report incident"
        crumbs={[{ label: 'Security incidents', link: { to: '/incidents' } }]}
      />
      <FormPage
        form={form}
        submitLabel="Report incident"
        cancel={{ to: '/incidents' }}
        summary={
          <FormSummary
            effects={[
              'It stands in your register from now on, and cannot be taken out again.',
              'Nobody else is told. Next you say what was touched, judge it and decide.',
              values.exercise && 'Everything of it is marked as an exercise, and no end user hears of it.',
            ]}
          />
        }
      >
        <FormSection title="What happened">
          <TextInput
            label="Title"
            description="Notices say it, too: no names of people."
            required
            maxLength={150}
            autoComplete="off"
            data-wide
            {...getInputProps('title')}
          />
          <Textarea
            label="Facts"
            description="What is known so far, for your register only."
            required
            autosize
            minRows={5}
            maxLength={5_000}
            data-wide
            {...getInputProps('facts')}
          />
          <Checkbox label="This is an exercise" {...getInputProps('exercise', { type: 'checkbox' })} />
        </FormSection>
        <FormSection title="When" description="In your time zone.">
          <MomentField label="It happened" description="If you know." {...getInputProps('occurredAt')} />
          <MomentField label="It was discovered" required {...getInputProps('discoveredAt')} />
          <MomentField
            label="You knew that people’s data are concerned"
            description="Your duties count from here."
            required
            {...getInputProps('awareAt')}
          />
        </FormSection>
      </FormPage>
    </>
  );
}
