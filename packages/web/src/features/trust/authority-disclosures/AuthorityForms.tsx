import { Checkbox, MultiSelect, Select, Textarea } from '@mantine/core';
import { prose } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { date } from '../../../lib/format.ts';
import { today } from '../../../lib/today.ts';
import { DayField } from '../../../ui/form/DayField.tsx';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { CLASSES, type DataClass, optionsOf } from './authority-words.ts';

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

const EFFECTS = {
  APPROVED: 'What is asked may be given; whoever gives it enters what and when.',
  NARROWED: 'Only what the reason leaves may be given.',
  REFUSED: 'Nothing is given; the request is closed.',
} as const;

/** Decides on what somebody else has entered [D7]. */
export function DecideRequest({ id, onClose }: FormOf) {
  const decide = useSend(DecideDocument, 'AuthorityDisclosure');
  const form = useSubmitForm({
    initialValues: { decision: 'APPROVED' as (typeof DECISIONS)[number]['value'], reason: '' },
    send: (values) => decide({ input: { id, ...values } }),
    onDone: onClose,
  });
  const { values, getInputProps } = form.form;
  return (
    <FormModal
      opened
      onClose={onClose}
      title="Decide on this request"
      submitLabel="Decide"
      form={form}
      summary={
        <FormSummary
          effects={[
            EFFECTS[values.decision],
            'It is decided once, and stands in the register with your name.',
          ]}
        />
      }
    >
      <Select
        label="Decision"
        required
        allowDeselect={false}
        data={[...DECISIONS]}
        {...getInputProps('decision')}
      />
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
export function AnswerRequest({ id, dataClasses, onClose }: FormOf & { dataClasses: readonly DataClass[] }) {
  const answer = useSend(AnswerDocument, 'AuthorityDisclosure');
  const form = useSubmitForm({
    initialValues: { answeredOn: today(), givenClasses: [...dataClasses], given: '' },
    schema: z.object({ given: prose(5_000), givenClasses: z.array(z.string()).min(1, 'Say at least one.') }),
    send: (values) => answer({ input: { id, ...values } }),
    onDone: onClose,
  });
  const { getInputProps } = form.form;
  return (
    <FormModal opened onClose={onClose} title="What was given" submitLabel="Enter" form={form}>
      <DayField label="Answered on" required max={today()} {...getInputProps('answeredOn')} />
      <MultiSelect
        label="Classes of data"
        description="The people see these once they may be told."
        required
        data={optionsOf(CLASSES).filter(({ value }) => dataClasses.includes(value))}
        {...getInputProps('givenClasses')}
      />
      <Textarea
        label="In words"
        required
        autosize
        minRows={3}
        maxLength={5_000}
        {...getInputProps('given')}
      />
    </FormModal>
  );
}

interface Telling {
  id: string;
  secret: boolean | null;
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
      secret: of.secret ?? false,
      secretUntil: of.secretUntil ?? '',
    },
    send: ({ secretUntil, ...values }) =>
      tell({ input: { id: of.id, ...values, secretUntil: values.secret ? secretUntil : '' } }),
    onDone: onClose,
  });
  const { values, getInputProps } = form.form;
  return (
    <FormModal
      opened
      onClose={onClose}
      title="What the people may know"
      submitLabel="Save"
      form={form}
      summary={
        <FormSummary
          effects={[
            values.mayTellOn
              ? `From ${date(values.mayTellOn)} they see in My data what was given about them, in classes, once it is answered.`
              : 'They see nothing of it.',
            values.mayTellOn &&
              !values.toldOn &&
              'Those of you who enter requests are reminded by mail on that day.',
          ]}
        />
      }
    >
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
      <Checkbox
        label="It is a secret"
        description="Only your own people see it, until the day below or until further notice."
        {...getInputProps('secret', { type: 'checkbox' })}
      />
      {values.secret && <DayField label="Secret until" {...getInputProps('secretUntil')} />}
    </FormModal>
  );
}
