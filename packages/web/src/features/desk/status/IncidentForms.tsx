import { Checkbox, Select, Textarea } from '@mantine/core';
import { prose } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { instantOf, localOf, MomentField } from '../../../ui/form/MomentField.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { type Affected, AffectedField } from './AffectedField.tsx';
import type { StatusIncident } from './IncidentPage.tsx';
import { choicesOf } from './words.ts';

const UpdateDocument = graphql(`
  mutation UpdateStatusIncident($input: UpdateIncidentInput!) {
    updateIncident(input: $input) {
      id
      state
    }
  }
`);
const ReviewDocument = graphql(`
  mutation WriteStatusReview($input: WriteReviewInput!) {
    writeReview(input: $input) {
      id
    }
  }
`);
const MoveDocument = graphql(`
  mutation MoveMaintenance($input: UpdateMaintenanceInput!) {
    updateMaintenance(input: $input) {
      id
    }
  }
`);

interface FormOf {
  incident: StatusIncident;
  onClose: () => void;
}
const PROGRESS = ['INVESTIGATING', 'IDENTIFIED', 'MONITORING', 'RESOLVED'] as const;
const text = prose(5_000);

/** Says how an incident goes on, and once it is over, since when [N4]. */
export function UpdateIncident({ incident: { id, state, impacts }, onClose }: FormOf) {
  const update = useSend(UpdateDocument, 'Incident');
  const affected = impacts
    .filter(({ until }) => !until)
    .map(({ componentId, severity }) => ({ componentId, severity }) as Affected);
  const form = useSubmitForm({
    initialValues: {
      progress: state as (typeof PROGRESS)[number],
      text: '',
      changes: false,
      affects: affected,
      resolvedAt: null as string | null,
    },
    schema: z.object({ text }),
    send: ({ progress, text: said, changes, affects, resolvedAt }) => {
      const over = progress === 'RESOLVED';
      return update({
        input: {
          incidentId: id,
          progress,
          text: said,
          affects: changes && !over ? affects : undefined,
          resolvedAt: over ? instantOf(resolvedAt) : undefined,
          known: { progress: state as (typeof PROGRESS)[number] },
        },
      });
    },
    onDone: onClose,
  });
  const { values, getInputProps, setFieldValue } = form.form;
  const over = values.progress === 'RESOLVED';
  return (
    <FormModal
      opened
      onClose={onClose}
      title="Update incident"
      submitLabel="Publish update"
      size="lg"
      form={form}
    >
      <Select
        label="How far it is"
        allowDeselect={false}
        data={choicesOf(PROGRESS)}
        {...getInputProps('progress')}
      />
      <Textarea
        label="What is known now"
        required
        autosize
        minRows={4}
        maxLength={5_000}
        {...getInputProps('text')}
      />
      {over ? (
        <MomentField
          label="Over since"
          description="Empty: since now. Availability counts by it."
          maxDate={new Date()}
          {...getInputProps('resolvedAt')}
        />
      ) : (
        <>
          <Checkbox
            label="What is affected has changed"
            {...getInputProps('changes', { type: 'checkbox' })}
          />
          {values.changes && (
            <AffectedField
              value={values.affects}
              onChange={(affects) => setFieldValue('affects', affects)}
              error={form.form.errors.affects as string | undefined}
            />
          )}
        </>
      )}
    </FormModal>
  );
}

/** Says afterwards what was learnt [N4]. */
export function WriteReview({ incident: { id, review }, onClose }: FormOf) {
  const write = useSend(ReviewDocument, 'Incident');
  const form = useSubmitForm({
    initialValues: { text: review ?? '' },
    schema: z.object({ text }),
    send: (values) => write({ input: { incidentId: id, ...values } }),
    onDone: onClose,
  });
  return (
    <FormModal opened onClose={onClose} title="Review" submitLabel="Publish review" size="lg" form={form}>
      <Textarea
        label="What was the cause, and what is otherwise from now on"
        required
        autosize
        minRows={6}
        maxLength={5_000}
        {...form.form.getInputProps('text')}
      />
    </FormModal>
  );
}

/** Moves planned work to another window [N4]. */
export function MoveMaintenance({ incident: { id, startsAt, endsAt }, onClose }: FormOf) {
  const move = useSend(MoveDocument, 'Incident');
  const form = useSubmitForm({
    initialValues: { startsAt: localOf(startsAt), endsAt: localOf(endsAt), text: '' },
    schema: z.object({ text }),
    send: (values) =>
      move({
        input: {
          incidentId: id,
          text: values.text,
          startsAt: instantOf(values.startsAt) ?? '',
          endsAt: instantOf(values.endsAt) ?? '',
        },
      }),
    onDone: onClose,
  });
  const { getInputProps } = form.form;
  return (
    <FormModal opened onClose={onClose} title="Move maintenance" submitLabel="Move maintenance" form={form}>
      <MomentField label="Begins" required {...getInputProps('startsAt')} />
      <MomentField label="Ends" required {...getInputProps('endsAt')} />
      <Textarea label="Why" required autosize minRows={3} maxLength={5_000} {...getInputProps('text')} />
    </FormModal>
  );
}
