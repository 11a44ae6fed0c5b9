import { Switch, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { Unit } from '../../../data/product-kinds.ts';

interface Needs {
  needsAddress: boolean;
  kind: string;
}

interface NeedsFieldsProps<Values extends Needs> {
  form: UseFormReturnType<Values>;
  unit: Unit;
}

/** Whether what somebody does not pay may cost them its use [B7]. */
export function SuspendableField<Values extends { suspendable: boolean }>({
  form,
}: {
  form: UseFormReturnType<Values>;
}) {
  return (
    <Switch
      label="May be suspended for debt"
      description="While a customer does not pay, after a warning. Leave it off for what people depend on, such as mailboxes and numbers that call 999."
      {...form.getInputProps('suspendable', { type: 'checkbox' })}
    />
  );
}

/** Whether calls that come to too much in a day are barred through it [B2]. */
export function BarsCallsField<Values extends { barsCalls: boolean }>({
  form,
}: {
  form: UseFormReturnType<Values>;
}) {
  return (
    <Switch
      label="Bars outgoing calls"
      description="When the calls of its company come to the limit of a day, its provisioning is told to bar all but emergency and free numbers. Where its connector cannot, somebody is asked to."
      {...form.getInputProps('barsCalls', { type: 'checkbox' })}
    />
  );
}

/** What somebody must have to be given a product, and of what they should not have two [C4]. */
export function NeedsFields<Values extends Needs>({ form, unit }: NeedsFieldsProps<Values>) {
  if (unit !== 'PER_USER') return null;
  return (
    <>
      <Switch
        label="Needs an e-mail address"
        description="It can only be given to people who have one."
        {...form.getInputProps('needsAddress', { type: 'checkbox' })}
      />
      <TextInput
        label="Kind"
        description="What it is in a word, such as Mailbox: whoever gives somebody two of a kind is warned first."
        maxLength={40}
        autoComplete="off"
        {...form.getInputProps('kind')}
      />
    </>
  );
}
