import { NumberInput, SimpleGrid, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { addDays, line, optional, prose } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useCompanyOptions } from '../../../data/use-company-options.ts';
import { useSend } from '../../../data/use-send.ts';
import { DayField } from '../../../ui/form/DayField.tsx';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FoundSelect } from '../../../ui/form/FoundSelect.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { usePeopleOf } from './use-people-of.ts';

const AddDocument = graphql(`
  mutation AddLicence($input: AddLicenceInput!) {
    addLicence(input: $input) {
      id
    }
  }
`);

const UpdateDocument = graphql(`
  mutation UpdateLicence($input: UpdateLicenceInput!) {
    updateLicence(input: $input) {
      id
      vendor
      product
    }
  }
`);

const KeyDocument = graphql(`
  mutation SetLicenceKey($input: SetLicenceKeyInput!) {
    setLicenceKey(input: $input) {
      id
      hasKey
    }
  }
`);

const AssignDocument = graphql(`
  mutation AssignLicenceSeats($input: AssignLicenceSeatsInput!) {
    assignLicenceSeats(input: $input) {
      done
      refused {
        id
        name
        reason
      }
    }
  }
`);

interface LicenceValues {
  vendor: string;
  product: string;
  seats: number | string;
  /** The last day, as people say it; the API is told the day after. */
  lastDay: string;
  note: string;
}

const rules = () => ({
  vendor: line(80),
  product: line(120),
  seats: z.coerce
    .number('Must be a whole number.')
    .int('Must be a whole number.')
    .min(1, 'Must be at least 1.')
    .max(100_000, 'May be at most 100,000.'),
  note: optional(prose(500)),
});

const sent = ({ vendor, product, seats, lastDay, note }: LicenceValues) => ({
  vendor,
  product,
  seats: Number(seats),
  expiresOn: lastDay ? addDays(lastDay, 1) : null,
  note,
});

function LicenceFields<Values extends LicenceValues>({
  form: { getInputProps },
}: {
  form: UseFormReturnType<Values>;
}) {
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2 }} verticalSpacing="sm">
        <TextInput label="Vendor" placeholder="Adobe" required maxLength={80} {...getInputProps('vendor')} />
        <TextInput
          label="Product"
          placeholder="Acrobat Pro"
          required
          maxLength={120}
          {...getInputProps('product')}
        />
        <NumberInput
          label="Seats"
          description="How many people may have it"
          required
          min={1}
          max={100_000}
          allowDecimal={false}
          thousandSeparator=","
          {...getInputProps('seats')}
        />
        <DayField label="Last day" description="Leave empty if it has no end" {...getInputProps('lastDay')} />
      </SimpleGrid>
      <Textarea label="Note" autosize minRows={2} maxLength={500} {...getInputProps('note')} />
    </>
  );
}

interface AddLicenceProps {
  /** The company that the list is narrowed to, if any. */
  companyId: string | undefined;
  onClose: () => void;
  onAdded: (id: string) => void;
}

/** Enters a licence of a company [R2]. */
export function AddLicence({ companyId, onClose, onAdded }: AddLicenceProps) {
  const add = useSend(AddDocument);
  const form = useSubmitForm({
    initialValues: {
      companyId: companyId ?? '',
      vendor: '',
      product: '',
      seats: 1 as number | string,
      lastDay: '',
      note: '',
      key: '',
    },
    schema: z.object({ companyId: z.string().min(1, 'Must be chosen.'), ...rules() }),
    send: ({ companyId: whose, key, ...values }) =>
      add({ input: { companyId: whose, key, ...sent(values) } }),
    onDone: ({ addLicence }) => {
      onClose();
      onAdded(addLicence.id);
    },
  });
  const { values, getInputProps, setFieldValue } = form.form;
  const companies = useCompanyOptions(!companyId, values.companyId || undefined);
  return (
    <FormModal opened onClose={onClose} title="Add licence" submitLabel="Add licence" size="lg" form={form}>
      {!companyId && (
        <FoundSelect
          label="Company"
          placeholder="Type a name"
          required
          choices={companies}
          nothingFoundMessage="No company of that name"
          {...getInputProps('companyId')}
          value={values.companyId || null}
          onChange={(id) => setFieldValue('companyId', id ?? '')}
        />
      )}
      <LicenceFields form={form.form} />
      <KeyField {...getInputProps('key')} />
    </FormModal>
  );
}

const KeyField = (props: object) => (
  <TextInput
    label="Key"
    description="Kept encrypted; whoever looks at it is noted in the audit log"
    autoComplete="off"
    spellCheck={false}
    maxLength={2000}
    {...props}
  />
);

interface EditLicenceProps {
  licence: {
    id: string;
    vendor: string;
    product: string;
    seats: number;
    expiresOn: string | null;
    note: string | null;
  };
  onClose: () => void;
}

/** Corrects a licence, or renews it [R2]. */
export function EditLicence({ licence, onClose }: EditLicenceProps) {
  const update = useSend(UpdateDocument);
  const form = useSubmitForm({
    initialValues: {
      vendor: licence.vendor,
      product: licence.product,
      seats: licence.seats as number | string,
      lastDay: licence.expiresOn ? addDays(licence.expiresOn, -1) : '',
      note: licence.note ?? '',
    },
    schema: z.object(rules()),
    send: (_values, changed) => update({ input: { id: licence.id, ...changed(sent) } }),
    onDone: ({ updateLicence: { vendor, product } }) => {
      notifications.show({ message: `${vendor} ${product} is saved.` });
      onClose();
    },
  });
  return (
    <FormModal opened onClose={onClose} title="Edit licence" submitLabel="Save" size="lg" form={form}>
      <LicenceFields form={form.form} />
    </FormModal>
  );
}

/** Keeps another key of a licence, or none [S55]. */
export function SetLicenceKey({
  licence: { id, hasKey },
  onClose,
}: {
  licence: { id: string; hasKey: boolean };
  onClose: () => void;
}) {
  const set = useSend(KeyDocument);
  const form = useSubmitForm({
    initialValues: { key: '' },
    send: ({ key }) => set({ input: { id, key } }),
    onDone: ({ setLicenceKey }) => {
      notifications.show({ message: setLicenceKey.hasKey ? 'The key is kept.' : 'No key is kept.' });
      onClose();
    },
  });
  return (
    <FormModal
      opened
      onClose={onClose}
      title={hasKey ? 'Replace the key' : 'Enter the key'}
      submitLabel="Save key"
      form={form}
    >
      <KeyField {...form.form.getInputProps('key')} />
    </FormModal>
  );
}

/** Gives somebody a seat [R2]. */
export function AssignSeat({
  licence,
  onClose,
}: {
  licence: { id: string; vendor: string; product: string; company: { id: string } };
  onClose: () => void;
}) {
  const assign = useSend(AssignDocument, 'LicenceSeat');
  const people = usePeopleOf(licence.company.id, null);
  const form = useSubmitForm({
    initialValues: { endUserIds: '' },
    schema: z.object({ endUserIds: z.string().min(1, 'Must be chosen.') }),
    send: ({ endUserIds }) => assign({ input: { licenceId: licence.id, endUserIds: [endUserIds] } }),
    onDone: ({ assignLicenceSeats: { done } }) => {
      notifications.show({ message: done ? 'The seat is given.' : 'They have it already.' });
      onClose();
    },
  });
  const { values, getInputProps, setFieldValue } = form.form;
  return (
    <FormModal
      opened
      onClose={onClose}
      title={`Give a seat of ${licence.vendor} ${licence.product}`}
      submitLabel="Give seat"
      form={form}
    >
      <FoundSelect
        label="Person"
        placeholder="Type a name"
        required
        choices={people}
        {...getInputProps('endUserIds')}
        value={values.endUserIds || null}
        onChange={(id) => setFieldValue('endUserIds', id ?? '')}
      />
    </FormModal>
  );
}
