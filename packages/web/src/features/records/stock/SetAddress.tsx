import { Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { installationAddress } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { useViewer } from '../../../data/viewer.ts';
import { plural } from '../../../lib/format.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { InstallationFields, type Installed, NO_ADDRESS } from './InstallationFields.tsx';

const SetDocument = graphql(`
  mutation SetNumberAddresses($input: SetNumberAddressesInput!) {
    setNumberAddresses(input: $input) {
      done
      refused {
        id
        name
        reason
      }
    }
  }
`);

interface SetAddressProps {
  numbers: readonly { id: string; national: string }[];
  /** What stands there now. */
  now?: Installed | null;
  onClose: (done: boolean) => void;
}

/** Says where numbers are installed; what was confirmed before stays in force until this is [R1]. */
export function SetAddress({ numbers, now, onClose }: SetAddressProps) {
  const { level } = useViewer();
  const set = useSend(SetDocument, 'TelephoneNumber');
  const form = useSubmitForm({
    initialValues: {
      address: now
        ? { building: now.building, street: now.street, town: now.town, postcode: now.postcode }
        : NO_ADDRESS,
    },
    schema: z.object({ address: installationAddress() }),
    send: ({ address }) => set({ input: { ids: numbers.map(({ id }) => id), address } }),
    onDone: ({ setNumberAddresses: { done, refused } }) => {
      notifications.show({
        message: [
          `The address of ${plural(done, 'number', 'numbers')} waits to be confirmed.`,
          ...refused.map(({ name, reason }) => `${name}: ${reason}`),
        ].join(' '),
      });
      onClose(true);
    },
  });
  const [first] = numbers;
  return (
    <FormModal
      opened
      onClose={() => onClose(false)}
      title={
        numbers.length === 1
          ? `Where ${first?.national} is installed`
          : `Where ${numbers.length} numbers are installed`
      }
      submitLabel="Save address"
      size="lg"
      form={form}
    >
      <Text fz="sm">
        An ambulance that is called from {numbers.length === 1 ? 'this number' : 'these numbers'} goes there.{' '}
        {level === 'COMPANY'
          ? 'You then confirm it; what was confirmed before stays in force until you have.'
          : 'The company is asked to confirm it; what it confirmed before stays in force until it has.'}
      </Text>
      <InstallationFields form={form.form} required />
    </FormModal>
  );
}
