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
  mutation UpdateOwnProfile($input: UpdateOwnProfileInput!) {
    updateOwnProfile(input: $input) {
      id
      mobile
      phone
    }
  }
`);

const RULES = z.object({ mobile: optional(phone()), phone: optional(phone()) });

interface CorrectNumbersProps {
  /** As stored, E.164. */
  numbers: { mobile: string | null; phone: string | null };
  opened: boolean;
  onClose: () => void;
}

/** The end user's own form: mobile and phone [U4]. */
export function CorrectNumbers({ numbers, opened, onClose }: CorrectNumbersProps) {
  const update = useSend(UpdateDocument);
  const form = useSubmitForm({
    initialValues: { mobile: formatPhone(numbers.mobile ?? ''), phone: formatPhone(numbers.phone ?? '') },
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
        label="Mobile"
        description="With area code; +44 is assumed."
        type="tel"
        autoComplete="tel"
        maxLength={40}
        {...getInputProps('mobile')}
      />
      <TextInput label="Phone" type="tel" maxLength={40} {...getInputProps('phone')} />
    </FormModal>
  );
}
