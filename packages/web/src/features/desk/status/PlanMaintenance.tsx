import { Checkbox, MultiSelect, Textarea, TextInput } from '@mantine/core';
import { line, prose } from '@steward/shared';
import { useNavigate } from '@tanstack/react-router';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { instant } from '../../../lib/format.ts';
import { FormPage } from '../../../ui/form/FormPage.tsx';
import { FormSection } from '../../../ui/form/FormSection.tsx';
import { instantOf, MomentField } from '../../../ui/form/MomentField.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { StatusSummary } from './StatusSummary.tsx';
import { useComponents } from './use-components.ts';

const PlanDocument = graphql(`
  mutation ScheduleMaintenance($input: ScheduleMaintenanceInput!) {
    scheduleMaintenance(input: $input) {
      id
    }
  }
`);
const moment = z.string({ error: 'Must be filled in.' });

/** Plans work that affects components, in a window [N4]. */
export function PlanMaintenance() {
  const navigate = useNavigate();
  const plan = useSend(PlanDocument, 'Incident');
  const form = useSubmitForm({
    initialValues: {
      title: '',
      text: '',
      startsAt: null as string | null,
      endsAt: null as string | null,
      componentIds: [] as string[],
      public: true,
    },
    schema: z.object({
      title: line(150),
      text: prose(5_000),
      startsAt: moment,
      endsAt: moment,
      componentIds: z.array(z.string()).min(1, 'Choose at least one component.'),
    }),
    send: ({ startsAt, endsAt, ...values }) =>
      plan({
        input: { ...values, startsAt: instantOf(startsAt) ?? '', endsAt: instantOf(endsAt) ?? '' },
      }),
    onDone: ({ scheduleMaintenance: { id } }) =>
      void navigate({ to: '/status-board/$incidentId', params: { incidentId: id } }),
  });
  const { values, getInputProps } = form.form;
  const { options } = useComponents();
  const said = (at: string | null) => at && instant(instantOf(at) ?? '');
  return (
    <>
      <PageHeader title="Plan maintenance" crumbs={[{ label: 'Status', link: { to: '/status-board' } }]} />
      <FormPage
        form={form}
        submitLabel="Plan maintenance"
        cancel={{ to: '/status-board' }}
        summary={
          <StatusSummary
            componentIds={values.componentIds}
            everyone={values.public}
            title={values.title}
            facts={[
              ['Begins', said(values.startsAt)],
              ['Ends', said(values.endsAt)],
            ]}
            effects={['It begins and ends by itself, with its window, and counts as no outage.']}
          />
        }
      >
        <FormSection title="What is done">
          <TextInput
            data-wide
            label="Title"
            required
            maxLength={150}
            autoComplete="off"
            {...getInputProps('title')}
          />
          <Textarea
            data-wide
            label="What those concerned notice"
            required
            autosize
            minRows={4}
            maxLength={5_000}
            {...getInputProps('text')}
          />
        </FormSection>
        <FormSection title="When, and with what" description="In your time zone.">
          <MomentField label="Begins" required {...getInputProps('startsAt')} />
          <MomentField label="Ends" required {...getInputProps('endsAt')} />
          <MultiSelect
            data-wide
            label="Components"
            required
            searchable
            data={options}
            placeholder={values.componentIds.length ? undefined : 'Type a name'}
            nothingFoundMessage="No component of that name"
            {...getInputProps('componentIds')}
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
