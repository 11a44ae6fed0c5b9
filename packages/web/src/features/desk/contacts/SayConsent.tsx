import { Checkbox, Select, Textarea, TextInput } from '@mantine/core';
import { prose } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { today } from '../../../lib/today.ts';
import { DayField } from '../../../ui/form/DayField.tsx';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { CHANNELS, VIAS } from './contact-words.ts';

const PurposesDocument = graphql(`
  query PurposesOfContacts {
    consentPurposes(first: 100, filter: { mine: true, retired: false }) {
      nodes {
        id
        name
        channel
        asks
        version
      }
    }
  }
`);
const RecordDocument = graphql(`
  mutation RecordContactConsent($input: RecordConsentInput!) {
    recordConsent(input: $input) {
      id
    }
  }
`);
const SoftDocument = graphql(`
  mutation RecordContactSoftOptIn($input: RecordSoftOptInInput!) {
    recordSoftOptIn(input: $input) {
      id
    }
  }
`);

type Said = 'GIVEN' | 'REFUSED' | 'WITHDRAWN' | 'OBJECTED' | 'SALE' | 'NEGOTIATION';
const SAID: readonly { value: Said; label: string }[] = [
  { value: 'GIVEN', label: 'They consented' },
  { value: 'REFUSED', label: 'They refused' },
  { value: 'WITHDRAWN', label: 'They withdrew' },
  { value: 'OBJECTED', label: 'They objected' },
  { value: 'SALE', label: 'Soft opt-in: they bought something' },
  { value: 'NEGOTIATION', label: 'Soft opt-in: they negotiated to buy' },
];
type Via = 'PAPER' | 'EMAIL' | 'TELEPHONE' | 'IN_PERSON';
const BY_HAND = ['PAPER', 'EMAIL', 'TELEPHONE', 'IN_PERSON'] as const;

/** Puts down what a contact said, or the sale or negotiation that their details are from, with what shows it [N2]. */
export function SayConsent({
  contact: { id: contactId, name },
  onClose,
}: {
  contact: { id: string; name: string };
  onClose: () => void;
}) {
  const record = useSend(RecordDocument, 'ConsentEntry');
  const soft = useSend(SoftDocument, 'ConsentEntry');
  const read = useRead(PurposesDocument, {}, { types: ['ConsentPurpose'] });
  const purposes =
    read.state === 'ready' ? read.data.consentPurposes.nodes.filter(({ asks }) => asks === 'CONTACTS') : [];
  const form = useSubmitForm({
    initialValues: {
      purposeId: '',
      deed: 'GIVEN' as Said,
      saidOn: today(),
      via: 'IN_PERSON' as Via,
      place: '',
      evidence: '',
      similar: false,
      refusalOffered: false,
    },
    schema: z.object({ purposeId: z.string().min(1, 'Say what it is about.'), evidence: prose(2_000) }),
    send: ({ deed, saidOn, via, place, similar, refusalOffered, ...given }): Promise<unknown> => {
      const of = { contactId, ...given };
      if (deed === 'SALE' || deed === 'NEGOTIATION')
        return soft({ input: { ...of, from: deed, obtainedOn: saidOn, similar, refusalOffered } });
      const words = deed === 'GIVEN' || deed === 'REFUSED';
      const version = purposes.find(({ id }) => id === of.purposeId)?.version ?? null;
      return record({ input: { ...of, deed, saidOn, via, place, version: words ? version : null } });
    },
    onDone: onClose,
  });
  const { values, getInputProps, setFieldValue } = form.form;
  const isSoft = values.deed === 'SALE' || values.deed === 'NEGOTIATION';
  return (
    <FormModal opened onClose={onClose} title={`What ${name} said`} submitLabel="Enter" form={form}>
      <Select
        label="About what"
        description={
          purposes.length
            ? undefined
            : 'You ask contacts for nothing yet: begin under Consents, asking contacts.'
        }
        required
        allowDeselect={false}
        data={purposes.map(({ id, name: about, channel }) => ({
          value: id,
          label: `${about} (${CHANNELS[channel].toLowerCase()})`,
        }))}
        {...getInputProps('purposeId')}
      />
      <Select label="What they said" required allowDeselect={false} data={SAID} {...getInputProps('deed')} />
      <DayField
        label={isSoft ? 'Day of the sale or negotiation' : 'Day on which they said it'}
        required
        max={today()}
        {...getInputProps(isSoft ? 'obtainedOn' : 'saidOn')}
        value={values.saidOn}
        onChange={(day) => setFieldValue('saidOn', day)}
      />
      {!isSoft && (
        <>
          <Select
            label="How"
            required
            allowDeselect={false}
            data={BY_HAND.map((value) => ({ value, label: VIAS[value] }))}
            {...getInputProps('via')}
          />
          <TextInput
            label="Where"
            placeholder="Trade fair, stand 12"
            maxLength={200}
            {...getInputProps('place')}
          />
        </>
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
