import { TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { optional, phone } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { formatPhone } from '../../../lib/phone.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';

const UpdateDocument = graphql(`
  mutation UpdateOwnNumbers($input: UpdateOwnNumbersInput!) {
    updateOwnNumbers(input: $input) {
      id
      phone
      mobile
      fax
    }
  }
`);

const RULES = z.object({ phone: optional(phone()), mobile: optional(phone()), fax: optional(phone()) });

interface CorrectOwnNumbersProps {
  /** As stored, E.164. */
  numbers: { phone: string | null; mobile: string | null; fax: string | null };
  opened: boolean;
  onClose: () => void;
}

/** The numbers of somebody who looks after others, by themselves [T2]. */
export function CorrectOwnNumbers({ numbers, opened, onClose }: CorrectOwnNumbersProps) {
  const update = useSend(UpdateDocument, 'Membership');
  const form = useSubmitForm({
    initialValues: {
      phone: formatPhone(numbers.phone ?? ''),
      mobile: formatPhone(numbers.mobile ?? ''),
      fax: formatPhone(numbers.fax ?? ''),
    },
    schema: RULES,
    send: (_values, changed) => update({ input: changed((values) => values) }),
    onDone: () => {
      notifications.show({ message: 'Your numbers are saved.' });
      onClose();
    },
  });
  const { getInputProps } = form.form;
  return (
    <FormModal
      opened={opened}
      onClose={onClose}
      title="Correct my numbers"
      submitLabel="Save"
      size="sm"
      form={form}
    >
      <TextInput
        label="Phone"
        description="With area code; +44 is assumed."
        type="tel"
        autoComplete="tel"
        maxLength={40}
        {...getInputProps('phone')}
      />
      <TextInput
        label="Mobile"
        description="A temporary password would go there: to change it you show your second factor."
        type="tel"
        maxLength={40}
        {...getInputProps('mobile')}
      />
      <TextInput label="Fax" type="tel" maxLength={40} {...getInputProps('fax')} />
    </FormModal>
  );
}
