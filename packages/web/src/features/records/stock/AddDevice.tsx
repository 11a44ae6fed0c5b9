import { notifications } from '@mantine/notifications';
import { z } from 'zod';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useCompanyOptions } from '../../../data/use-company-options.ts';
import { useSend } from '../../../data/use-send.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FoundSelect } from '../../../ui/form/FoundSelect.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { DeviceFields, type DeviceValues, deviceRules } from './DeviceFields.tsx';
import { usePeopleOf } from './use-people-of.ts';

const AddDocument = graphql(`
  mutation AddDevice($input: AddDeviceInput!) {
    addDevice(input: $input) {
      id
      kind
    }
  }
`);
type Kind = NonNullable<ResultOf<typeof AddDocument>['addDevice']>['kind'];

const UpdateDocument = graphql(`
  mutation UpdateDevice($input: UpdateDeviceInput!) {
    updateDevice(input: $input) {
      id
      make
      model
    }
  }
`);

const AssignDocument = graphql(`
  mutation AssignDevice($input: AssignDeviceInput!) {
    assignDevice(input: $input) {
      id
      state
      endUser {
        id
        displayName
      }
    }
  }
`);

interface AddDeviceProps {
  /** The company that the list is narrowed to, if any. */
  companyId: string | undefined;
  onClose: () => void;
  onAdded: (id: string) => void;
}

const asKind = (kind: string) => kind as Kind;

/** Enters a device of a company [R2]. */
export function AddDevice({ companyId, onClose, onAdded }: AddDeviceProps) {
  const add = useSend(AddDocument);
  const form = useSubmitForm({
    initialValues: {
      companyId: companyId ?? '',
      kind: '',
      make: '',
      model: '',
      serialNumber: '',
      imei: '',
      note: '',
      endUserId: '',
    },
    schema: z.object({ companyId: z.string().min(1, 'Must be chosen.'), ...deviceRules() }),
    send: ({ kind, ...given }) => add({ input: { ...given, kind: asKind(kind) } }),
    onDone: ({ addDevice }) => {
      onClose();
      onAdded(addDevice.id);
    },
  });
  const { values, getInputProps, setFieldValue } = form.form;
  const companies = useCompanyOptions(!companyId, values.companyId || undefined);
  const people = usePeopleOf(values.companyId || undefined, null);
  return (
    <FormModal opened onClose={onClose} title="Add device" submitLabel="Add device" size="lg" form={form}>
      {!companyId && (
        <FoundSelect
          label="Company"
          placeholder="Type a name"
          required
          choices={companies}
          nothingFoundMessage="No company of that name"
          {...getInputProps('companyId')}
          value={values.companyId || null}
          onChange={(id) => {
            setFieldValue('companyId', id ?? '');
            setFieldValue('endUserId', '');
          }}
        />
      )}
      <DeviceFields form={form.form} />
      <FoundSelect
        label="Person"
        placeholder={values.companyId ? 'Nobody: it is in stock' : 'Choose the company first'}
        clearable
        disabled={!values.companyId}
        choices={people}
        {...getInputProps('endUserId')}
        value={values.endUserId || null}
        onChange={(id) => setFieldValue('endUserId', id ?? '')}
      />
    </FormModal>
  );
}

interface EditDeviceProps {
  device: { [Field in keyof DeviceValues]: string | null } & { id: string };
  onClose: () => void;
}

/** Corrects what is said of a device [R2]. */
export function EditDevice({ device, onClose }: EditDeviceProps) {
  const update = useSend(UpdateDocument);
  const form = useSubmitForm({
    initialValues: {
      kind: device.kind ?? '',
      make: device.make ?? '',
      model: device.model ?? '',
      serialNumber: device.serialNumber ?? '',
      imei: device.imei ?? '',
      note: device.note ?? '',
    },
    schema: z.object(deviceRules()),
    send: (_values, changed) =>
      update({
        input: { id: device.id, ...changed(({ kind, ...values }) => ({ ...values, kind: asKind(kind) })) },
      }),
    onDone: ({ updateDevice: { make, model } }) => {
      notifications.show({ message: `${make} ${model} is saved.` });
      onClose();
    },
  });
  return (
    <FormModal opened onClose={onClose} title="Edit device" submitLabel="Save" size="lg" form={form}>
      <DeviceFields form={form.form} />
    </FormModal>
  );
}

interface AssignDeviceProps {
  device: {
    id: string;
    make: string;
    model: string;
    company: { id: string };
    endUser: { id: string; displayName: string } | null;
  };
  onClose: () => void;
}

/** Gives a device to somebody [R2]. */
export function AssignDevice({ device, onClose }: AssignDeviceProps) {
  const assign = useSend(AssignDocument, 'EndUser');
  const people = usePeopleOf(device.company.id, device.endUser);
  const form = useSubmitForm({
    initialValues: { endUserId: device.endUser?.id ?? '' },
    schema: z.object({ endUserId: z.string().min(1, 'Must be chosen.') }),
    send: ({ endUserId }) => assign({ input: { id: device.id, endUserId } }),
    onDone: ({ assignDevice: { endUser } }) => {
      notifications.show({ message: `${endUser?.displayName} has ${device.make} ${device.model}.` });
      onClose();
    },
  });
  const { values, getInputProps, setFieldValue } = form.form;
  return (
    <FormModal
      opened
      onClose={onClose}
      title={`Give ${device.make} ${device.model} to somebody`}
      submitLabel="Give"
      form={form}
    >
      <FoundSelect
        label="Person"
        placeholder="Type a name"
        required
        description={device.endUser ? `It is taken from ${device.endUser.displayName}.` : undefined}
        choices={people}
        {...getInputProps('endUserId')}
        value={values.endUserId || null}
        onChange={(id) => setFieldValue('endUserId', id ?? '')}
      />
    </FormModal>
  );
}
