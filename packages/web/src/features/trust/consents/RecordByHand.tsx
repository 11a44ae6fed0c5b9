import { Checkbox, SegmentedControl, Select, Textarea } from '@mantine/core';
import { prose } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { useCan } from '../../../data/viewer.ts';
import { today } from '../../../lib/today.ts';
import { DayField } from '../../../ui/form/DayField.tsx';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { PersonField } from './PersonField.tsx';
import type { OwnPurpose } from './PurposeForm.tsx';

const RecordDocument = graphql(`
  mutation RecordConsent($input: RecordConsentInput!) {
    recordConsent(input: $input) {
      id
    }
  }
`);
const SoftDocument = graphql(`
  mutation RecordSoftOptIn($input: RecordSoftOptInInput!) {
    recordSoftOptIn(input: $input) {
      id
    }
  }
`);
type Who = 'END_USER' | 'ADMINISTRATOR';
const WHO: { value: Who; label: string }[] = [
  { value: 'END_USER', label: 'End user' },
  { value: 'ADMINISTRATOR', label: 'Administrator' },
];
type Said = 'GIVEN' | 'REFUSED' | 'WITHDRAWN' | 'SALE' | 'NEGOTIATION';
const SAID: readonly { value: Said; label: string }[] = [
  { value: 'GIVEN', label: 'They consented' },
  { value: 'REFUSED', label: 'They refused' },
  { value: 'WITHDRAWN', label: 'They withdrew' },
  { value: 'SALE', label: 'Soft opt-in: they bought something' },
  { value: 'NEGOTIATION', label: 'Soft opt-in: they negotiated to buy' },
];
type Via = 'PAPER' | 'EMAIL' | 'TELEPHONE' | 'IN_PERSON';
const VIAS: readonly { value: Via; label: string }[] = [
  { value: 'PAPER', label: 'On paper' },
  { value: 'EMAIL', label: 'By e-mail' },
  { value: 'TELEPHONE', label: 'By telephone' },
  { value: 'IN_PERSON', label: 'Face to face' },
];

/** Puts down by hand what somebody said, or that their details came from a sale, with what shows it [D7]. */
export function RecordByHand({ purpose, onClose }: { purpose: OwnPurpose; onClose: () => void }) {
  const record = useSend(RecordDocument, 'ConsentEntry');
  const soft = useSend(SoftDocument, 'ConsentEntry');
  const can = useCan();
  const form = useSubmitForm({
    initialValues: {
      who: (purpose.asks === 'ADMINISTRATORS' ? 'ADMINISTRATOR' : 'END_USER') as Who,
      personId: '',
      deed: 'GIVEN' as Said,
      saidOn: today(),
      via: 'PAPER' as Via,
      version: String(purpose.version),
      evidence: '',
      similar: false,
      refusalOffered: false,
    },
    schema: z.object({ personId: z.string().min(1, 'Say who it is.'), evidence: prose(2_000) }),
    send: ({
      who,
      personId,
      deed,
      saidOn,
      via,
      version,
      evidence,
      similar,
      refusalOffered,
    }): Promise<unknown> => {
      const person = who === 'ADMINISTRATOR' ? { membershipId: personId } : { endUserId: personId };
      const of = { purposeId: purpose.id, ...person, evidence };
      if (deed === 'SALE' || deed === 'NEGOTIATION')
        return soft({ input: { ...of, from: deed, obtainedOn: saidOn, similar, refusalOffered } });
      return record({
        input: { ...of, deed, saidOn, via, version: deed === 'WITHDRAWN' ? null : Number(version) },
      });
    },
    onDone: onClose,
  });
  const { values, getInputProps, setFieldValue } = form.form;
  const administrators = values.who === 'ADMINISTRATOR';
  const isSoft = values.deed === 'SALE' || values.deed === 'NEGOTIATION';
  const mail = purpose.channel === 'EMAIL' || purpose.channel === 'TEXT_MESSAGE';
  return (
    <FormModal
      opened
      onClose={onClose}
      title={`Enter by hand: ${purpose.name}`}
      submitLabel="Enter"
      form={form}
    >
      {purpose.asks === 'EVERYONE' && can('MEMBERSHIP_READ') && (
        <SegmentedControl
          aria-label="Who it is"
          data={WHO}
          value={values.who}
          onChange={(who) => form.form.setValues({ who: who as Who, personId: '' })}
        />
      )}
      <PersonField
        administrators={administrators}
        value={values.personId}
        error={
          getInputProps('personId').error ??
          getInputProps(administrators ? 'membershipId' : 'endUserId').error
        }
        onChange={(personId) => setFieldValue('personId', personId)}
      />
      <Select
        label="What they said"
        required
        allowDeselect={false}
        data={SAID.filter(({ value }) => mail || (value !== 'SALE' && value !== 'NEGOTIATION'))}
        {...getInputProps('deed')}
      />
      <DayField
        label={isSoft ? 'Day of the sale or negotiation' : 'Day on which they said it'}
        required
        max={today()}
        {...getInputProps(isSoft ? 'obtainedOn' : 'saidOn')}
        value={values.saidOn}
        onChange={(day) => setFieldValue('saidOn', day)}
      />
      {!isSoft && <Select label="How" required allowDeselect={false} data={VIAS} {...getInputProps('via')} />}
      {!isSoft && values.deed !== 'WITHDRAWN' && (
        <Select
          label="Version of the words"
          required
          allowDeselect={false}
          data={Array.from({ length: purpose.version }, (_, at) => String(purpose.version - at))}
          {...getInputProps('version')}
        />
      )}
      <Textarea
        label="What shows it"
        description="Where the form lies, which call it was, which order: so that it can be found years later."
        required
        autosize
        minRows={2}
        maxLength={2_000}
        {...getInputProps('evidence')}
      />
      {isSoft && (
        <>
          <Checkbox
            label="It is for similar products or services of our own"
            {...getInputProps('similar', { type: 'checkbox' })}
          />
          <Checkbox
            label="They could refuse when they gave their details, and can with each message"
            {...getInputProps('refusalOffered', { type: 'checkbox' })}
          />
        </>
      )}
    </FormModal>
  );
}
