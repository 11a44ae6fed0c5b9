import { TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { optional, phone } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { formatPhone } from '../../../lib/phone.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';

const EndUsersDocument = graphql(`
  mutation UpdateOwnProfile($input: UpdateOwnProfileInput!) {
    updateOwnProfile(input: $input) {
      id
      mobile
      phone
    }
  }
`);
const AdministratorsDocument = graphql(`
  mutation UpdateOwnNumbers($input: UpdateOwnNumbersInput!) {
    updateOwnNumbers(input: $input) {
      id
      phone
      mobile
      fax
    }
  }
`);

const NUMBER = optional(phone());
const RULES = z.object({ phone: NUMBER, mobile: NUMBER, fax: NUMBER });

/** As stored, E.164. */
type Numbers = Record<'phone' | 'mobile', string | null>;

interface CorrectNumbersProps {
  /** Without a fax they are an end user's, who has none in the directory. */
  numbers: Numbers & { fax?: string | null };
  opened: boolean;
  onClose: () => void;
}

/** One's own numbers: in the directory those of an end user [U4], in their record those of whoever looks after others [T2]. */
export function CorrectNumbers({ numbers, opened, onClose }: CorrectNumbersProps) {
  const isEndUser = numbers.fax === undefined;
  const updateEndUser = useSend(EndUsersDocument);
  const updateAdministrator = useSend(AdministratorsDocument, 'Membership');
  const form = useSubmitForm({
    initialValues: {
      phone: formatPhone(numbers.phone ?? ''),
      mobile: formatPhone(numbers.mobile ?? ''),
      fax: formatPhone(numbers.fax ?? ''),
    },
    schema: RULES,
    send: async (_values, changed) => {
      const input = changed((values) => values);
      await (isEndUser ? updateEndUser({ input }) : updateAdministrator({ input }));
    },
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
        description={`A temporary password would go there: ${isEndUser ? 'if you have a second factor, you show it to change the number.' : 'to change it you show your second factor.'}`}
        type="tel"
        maxLength={40}
        {...getInputProps('mobile')}
      />
      {!isEndUser && <TextInput label="Fax" type="tel" maxLength={40} {...getInputProps('fax')} />}
    </FormModal>
  );
}
