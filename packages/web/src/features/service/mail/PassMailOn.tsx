import { notifications } from '@mantine/notifications';
import { addDays } from '@steward/shared';
import { graphql } from '../../../data/graphql.ts';
import { useColleagues } from '../../../data/use-colleagues.ts';
import { useSend } from '../../../data/use-send.ts';
import { date } from '../../../lib/format.ts';
import { today } from '../../../lib/today.ts';
import { DayField } from '../../../ui/form/DayField.tsx';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { PassingFields } from '../../../ui/form/PassingFields.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { limitsOf } from './mail-limits.ts';

const PassMailOnDocument = graphql(`
  mutation PassMailOn($input: PassMailOnInput!) {
    passMailOn(input: $input) {
      id
    }
  }
`);

interface Named {
  id: string;
  displayName: string;
}

interface PassMailOnProps {
  subscriptionId: string;
  person: Named & { company: { id: string } };
  passedMail: {
    startsOn: string;
    endsOn: string | null;
    inForce: boolean;
    reply: string | null;
    forwardTo: Named | null;
    delegates: readonly Named[];
  } | null;
  limits: readonly { part: string; message: string }[];
  onClose: () => void;
}

/** To whom somebody's mail is passed on, from when until when, and what has to be done by hand for that [U5]. */
export function PassMailOn({ subscriptionId, person, passedMail, limits, onClose }: PassMailOnProps) {
  const pass = useSend(PassMailOnDocument, 'Subscription');
  const forwardees = useColleagues(person, passedMail?.forwardTo ? [passedMail.forwardTo] : []);
  const delegates = useColleagues(person, passedMail?.delegates ?? []);
  const form = useSubmitForm({
    initialValues: {
      startsOn: passedMail && !passedMail.inForce ? passedMail.startsOn : today(),
      // The API counts the day after the last.
      endsOn: passedMail?.endsOn ? addDays(passedMail.endsOn, -1) : '',
      forwardToId: passedMail?.forwardTo?.id ?? null,
      delegateIds: (passedMail?.delegates ?? []).map(({ id }) => id),
      reply: passedMail?.reply ?? '',
    },
    send: ({ endsOn, ...values }) =>
      pass({ input: { subscriptionId, ...values, endsOn: endsOn ? addDays(endsOn, 1) : null } }),
    onDone: () => {
      notifications.show({ message: `The mail of ${person.displayName} is passed on.` });
      onClose();
    },
  });
  const { values, errors, getInputProps, setValues } = form.form;
  const byHand = limitsOf(limits, {
    forwardTo: values.forwardToId,
    delegates: values.delegateIds,
    reply: values.reply,
  });
  const wrong = (field: string): string | undefined => {
    const [, message] = Object.entries(errors).find(([path]) => path.split('.')[0] === field) ?? [];
    return typeof message === 'string' ? message : undefined;
  };
  return (
    <FormModal
      opened
      onClose={onClose}
      title={`Pass on the mail of ${person.displayName}`}
      submitLabel="Pass mail on"
      form={form}
      size="lg"
      summary={
        <FormSummary
          effects={[
            values.startsOn > today() ? `It begins on ${date(values.startsOn)}.` : 'It holds from now on.',
            values.endsOn
              ? `After ${date(values.endsOn)} the mail is for ${person.displayName} alone again.`
              : 'It goes on until somebody stops it.',
            'A copy of what is forwarded stays in the mailbox where the mail system can keep one.',
            ...byHand,
          ]}
        />
      }
    >
      {!passedMail?.inForce && (
        <DayField label="From" required min={today()} {...getInputProps('startsOn')} />
      )}
      <DayField
        label="Last day"
        description="Empty: until somebody stops it."
        min={values.startsOn}
        {...getInputProps('endsOn')}
      />
      <PassingFields
        value={values}
        onChange={(passing) => setValues(passing)}
        forwardees={forwardees}
        delegates={delegates}
        errors={wrong}
      />
    </FormModal>
  );
}
