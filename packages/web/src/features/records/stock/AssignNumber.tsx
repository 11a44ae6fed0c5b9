import { Select, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { line, optional } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { useCan } from '../../../data/viewer.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FoundSelect } from '../../../ui/form/FoundSelect.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { usePeopleOf } from './use-people-of.ts';

const AssignDocument = graphql(`
  mutation AssignNumber($input: AssignNumberInput!) {
    assignNumber(input: $input) {
      id
      endUser {
        id
        displayName
      }
    }
  }
`);

const UpdateDocument = graphql(`
  mutation UpdateNumber($input: UpdateNumberInput!) {
    updateNumber(input: $input) {
      id
      label
    }
  }
`);

const ServicesDocument = graphql(`
  query ServicesOfCompany($companyId: ID!) {
    subscriptions(first: 100, filter: { companyId: $companyId }) {
      nodes {
        id
        reference
        state
        product {
          id
          name
        }
      }
    }
  }
`);

interface AssignNumberProps {
  number: {
    id: string;
    national: string;
    company: { id: string };
    endUser: { id: string; displayName: string } | null;
    subscription: { id: string; reference: string } | null;
  };
  onClose: () => void;
}

/** Gives a number to somebody, or takes it from them, and says to which service it belongs [R2]. */
export function AssignNumber({ number, onClose }: AssignNumberProps) {
  const can = useCan();
  const assign = useSend(AssignDocument, 'EndUser');
  const people = usePeopleOf(number.company.id, number.endUser);
  const services = useRead(
    ServicesDocument,
    { companyId: number.company.id },
    { pause: !can('SUBSCRIPTION_READ') },
  );
  const form = useSubmitForm({
    initialValues: {
      endUserId: number.endUser?.id ?? '',
      subscriptionId: number.subscription?.id ?? '',
    },
    send: (given) => assign({ input: { id: number.id, ...given } }),
    onDone: ({ assignNumber: { endUser } }) => {
      notifications.show({
        message: endUser
          ? `${endUser.displayName} has ${number.national}.`
          : `Nobody has ${number.national}.`,
      });
      onClose();
    },
  });
  const { values, getInputProps, setFieldValue } = form.form;
  const found = services.state === 'ready' ? services.data.subscriptions.nodes : [];
  const options = found
    .filter(({ state }) => state !== 'ENDED')
    .map(({ id, reference, product }) => ({ value: id, label: `${reference} · ${product.name}` }));
  const held = number.subscription;
  return (
    <FormModal opened onClose={onClose} title={`Assign ${number.national}`} submitLabel="Save" form={form}>
      <FoundSelect
        label="Person"
        placeholder="Nobody"
        clearable
        choices={people}
        {...getInputProps('endUserId')}
        value={values.endUserId || null}
        onChange={(id) => setFieldValue('endUserId', id ?? '')}
      />
      {can('SUBSCRIPTION_READ') && (
        <Select
          label="Service"
          placeholder="None"
          description="The subscription that it belongs to"
          clearable
          searchable
          {...getInputProps('subscriptionId')}
          data={
            held && !options.some(({ value }) => value === held.id)
              ? [{ value: held.id, label: held.reference }, ...options]
              : options
          }
          value={values.subscriptionId || null}
          onChange={(id) => setFieldValue('subscriptionId', id ?? '')}
        />
      )}
    </FormModal>
  );
}

/** Says what a number is for [R2]. */
export function EditNumber({
  number,
  onClose,
}: {
  number: { id: string; national: string; label: string | null };
  onClose: () => void;
}) {
  const update = useSend(UpdateDocument);
  const form = useSubmitForm({
    initialValues: { label: number.label ?? '' },
    schema: z.object({ label: optional(line(80)) }),
    send: (_values, changed) => update({ input: { id: number.id, ...changed((values) => values) } }),
    onDone: () => {
      notifications.show({ message: `${number.national} is saved.` });
      onClose();
    },
  });
  return (
    <FormModal opened onClose={onClose} title={`Edit ${number.national}`} submitLabel="Save" form={form}>
      <TextInput
        label="What it is for"
        placeholder="Reception"
        maxLength={80}
        {...form.form.getInputProps('label')}
      />
    </FormModal>
  );
}
