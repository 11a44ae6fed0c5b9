import { Select, Textarea } from '@mantine/core';
import { prose } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { today } from '../../../lib/today.ts';
import { DayField } from '../../../ui/form/DayField.tsx';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';

const DecideDocument = graphql(`
  mutation DecideAuthorityRequest($input: DecideAuthorityRequestInput!) {
    decideAuthorityRequest(input: $input) {
      id
      state
    }
  }
`);
const AnswerDocument = graphql(`
  mutation AnswerAuthorityRequest($input: AnswerAuthorityRequestInput!) {
    answerAuthorityRequest(input: $input) {
      id
      state
    }
  }
`);
const TellDocument = graphql(`
  mutation SetAuthorityTelling($input: SetAuthorityTellingInput!) {
    setAuthorityTelling(input: $input) {
      id
    }
  }
`);

interface FormOf {
  id: string;
  onClose: () => void;
}

const DECISIONS = [
  { value: 'APPROVED', label: 'Give what is asked' },
  { value: 'NARROWED', label: 'Give less' },
  { value: 'REFUSED', label: 'Give nothing' },
] as const;

/** Decides on what somebody else has entered [D7]. */
export function DecideRequest({ id, onClose }: FormOf) {
  const decide = useSend(DecideDocument, 'AuthorityDisclosure');
  const form = useSubmitForm({
    initialValues: { decision: 'APPROVED' as (typeof DECISIONS)[number]['value'], reason: '' },
    send: ({ decision, reason }) => decide({ input: { id, decision, reason: reason || null } }),
    onDone: onClose,
  });
  const { values, getInputProps } = form.form;
  return (
    <FormModal opened onClose={onClose} title="Decide on this request" submitLabel="Decide" form={form}>
      <Select label="Decision" required allowDeselect={false} data={[...DECISIONS]} {...getInputProps('decision')} />
      <Textarea
        label="Reason"
        required={values.decision !== 'APPROVED'}
        autosize
        minRows={2}
        maxLength={2_000}
        {...getInputProps('reason')}
      />
    </FormModal>
  );
}

/** Enters what the authority was given [D7]. */
export function AnswerRequest({ id, onClose }: FormOf) {
  const answer = useSend(AnswerDocument, 'AuthorityDisclosure');
  const form = useSubmitForm({
    initialValues: { answeredOn: today(), given: '' },
    schema: z.object({ given: prose(5_000) }),
    send: (values) => answer({ input: { id, ...values } }),
    onDone: onClose,
  });
  const { getInputProps } = form.form;
  return (
    <FormModal opened onClose={onClose} title="What was given" submitLabel="Enter" form={form}>
      <DayField label="Answered on" required max={today()} {...getInputProps('answeredOn')} />
      <Textarea label="What was given" required autosize minRows={3} maxLength={5_000} {...getInputProps('given')} />
    </FormModal>
  );
}

interface Telling {
  id: string;
  secretUntil: string | null;
  mayTellOn: string | null;
  toldOn: string | null;
  whyUntold: string | null;
}

/** Says whether and from when the people may be told, why not, and when they were [D7]. */
export function SetTelling({ of, onClose }: { of: Telling; onClose: () => void }) {
  const tell = useSend(TellDocument, 'AuthorityDisclosure');
  const form = useSubmitForm({
    initialValues: {
      mayTellOn: of.mayTellOn ?? '',
      whyUntold: of.whyUntold ?? '',
      toldOn: of.toldOn ?? '',
      secretUntil: of.secretUntil ?? '',
    },
    send: ({ mayTellOn, whyUntold, toldOn, secretUntil }) =>
      tell({
        input: {
          id: of.id,
          mayTellOn: mayTellOn || null,
          whyUntold: whyUntold || null,
          toldOn: toldOn || null,
          secretUntil: secretUntil || null,
        },
      }),
    onDone: onClose,
  });
  const { values, getInputProps } = form.form;
  return (
    <FormModal opened onClose={onClose} title="What the people may know" submitLabel="Save" form={form}>
      <DayField
        label="They may be told from"
        description="From then on they see it themselves, once it is answered. Empty: they may not be told."
        {...getInputProps('mayTellOn')}
      />
      <Textarea
        label="Why not, or not yet"
        description="Such as: it would tip them off (DPA 2018 Sch. 2 para. 2)."
        required={!values.mayTellOn}
        autosize
        minRows={2}
        maxLength={2_000}
        {...getInputProps('whyUntold')}
      />
      <DayField label="They were told on" max={today()} {...getInputProps('toldOn')} />
      <DayField
        label="Secret until"
        description="Until then only your own people see it."
        {...getInputProps('secretUntil')}
      />
    </FormModal>
  );
}
