import { NumberInput, Select, SimpleGrid, TagsInput, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { line, optional, prose } from '@steward/shared';
import { z } from 'zod';
import { graphql, type VariablesOf } from '../../../data/graphql.ts';
import { useCompanyOptions } from '../../../data/use-company-options.ts';
import { useSend } from '../../../data/use-send.ts';
import { DayField } from '../../../ui/form/DayField.tsx';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FoundSelect } from '../../../ui/form/FoundSelect.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { usePeopleOf } from './use-people-of.ts';
import { LINE_ACCESS, optionsOf } from './words.ts';

const AddDocument = graphql(`
  mutation AddLine($input: AddLineInput!) {
    addLine(input: $input) {
      id
    }
  }
`);
type Access = VariablesOf<typeof AddDocument>['input']['access'];

const UpdateDocument = graphql(`
  mutation UpdateLine($input: UpdateLineInput!) {
    updateLine(input: $input) {
      id
      reference
      endUser {
        id
        displayName
      }
    }
  }
`);

interface LineValues {
  access: string;
  supplier: string;
  reference: string;
  downMbps: number | string;
  upMbps: number | string;
  ranges: string[];
  building: string;
  street: string;
  town: string;
  postcode: string;
  dueOn: string;
  note: string;
  endUserId: string;
}

/** What is checked before a line is sent; the API checks addresses and the postcode. */
const rules = () => ({
  access: z.string().min(1, 'Must be chosen.'),
  supplier: line(80),
  reference: line(60),
  building: optional(line(80)),
  street: optional(line(120)),
  town: optional(line(80)),
  postcode: optional(line(12)),
  note: optional(prose(500)),
});

const sent = ({ access, downMbps, upMbps, dueOn, endUserId, ...values }: LineValues) => ({
  ...values,
  access: access as Access,
  downMbps: downMbps === '' ? null : Number(downMbps),
  upMbps: upMbps === '' ? null : Number(upMbps),
  dueOn: dueOn || null,
  endUserId: endUserId || null,
});

interface LineFieldsProps<Values extends LineValues> {
  form: UseFormReturnType<Values>;
  companyId: string | undefined;
  holder: { id: string; displayName: string } | null;
}

function LineFields<Values extends LineValues>({
  form: { getInputProps, values, setFieldValue },
  companyId,
  holder,
}: LineFieldsProps<Values>) {
  const people = usePeopleOf(companyId, holder);
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2 }} verticalSpacing="sm">
        <Select
          label="Access"
          required
          data={optionsOf(LINE_ACCESS)}
          allowDeselect={false}
          {...getInputProps('access')}
        />
        <TextInput
          label="Supplier"
          placeholder="BT Wholesale"
          required
          maxLength={80}
          {...getInputProps('supplier')}
        />
        <TextInput
          label="Reference"
          description="Of the circuit or service, as the supplier writes it"
          required
          maxLength={60}
          autoComplete="off"
          {...getInputProps('reference')}
        />
        <DayField
          label="Due"
          description="When the supplier means to have it ready"
          {...getInputProps('dueOn')}
        />
        <NumberInput
          label="Down, Mbit/s"
          min={1}
          max={1_000_000}
          allowDecimal={false}
          thousandSeparator=","
          {...getInputProps('downMbps')}
        />
        <NumberInput
          label="Up, Mbit/s"
          min={1}
          max={1_000_000}
          allowDecimal={false}
          thousandSeparator=","
          {...getInputProps('upMbps')}
        />
      </SimpleGrid>
      <TagsInput
        label="IP addresses"
        description="Such as 203.0.113.8 or 203.0.113.8/29; Enter adds one"
        splitChars={[',', ' ', ';']}
        acceptValueOnBlur
        {...getInputProps('ranges')}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }} verticalSpacing="sm">
        <TextInput
          label="Building"
          description="Where it is installed: all four, or none"
          maxLength={80}
          {...getInputProps('building')}
        />
        <TextInput
          label="Street"
          description="As it stands on the sign"
          maxLength={120}
          {...getInputProps('street')}
        />
        <TextInput label="Town" maxLength={80} {...getInputProps('town')} />
        <TextInput
          label="Postcode"
          maxLength={12}
          autoCapitalize="characters"
          {...getInputProps('postcode')}
        />
      </SimpleGrid>
      <FoundSelect
        label="Person"
        placeholder={companyId ? 'Nobody: it is the company’s' : 'Choose the company first'}
        description="Of a line at somebody’s home"
        clearable
        disabled={!companyId}
        choices={people}
        {...getInputProps('endUserId')}
        value={values.endUserId || null}
        onChange={(id) => setFieldValue('endUserId', (id ?? '') as never)}
      />
      <Textarea label="Note" autosize minRows={2} maxLength={500} {...getInputProps('note')} />
    </>
  );
}

interface AddLineProps {
  /** The company that the list is narrowed to, if any. */
  companyId: string | undefined;
  onClose: () => void;
  onAdded: (id: string) => void;
}

/** Enters a line of a company [R2]. */
export function AddLine({ companyId, onClose, onAdded }: AddLineProps) {
  const add = useSend(AddDocument);
  const form = useSubmitForm({
    initialValues: {
      companyId: companyId ?? '',
      access: '',
      supplier: '',
      reference: '',
      downMbps: '' as number | string,
      upMbps: '' as number | string,
      ranges: [] as string[],
      building: '',
      street: '',
      town: '',
      postcode: '',
      dueOn: '',
      liveOn: '',
      note: '',
      endUserId: '',
    },
    schema: z.object({ companyId: z.string().min(1, 'Must be chosen.'), ...rules() }),
    send: ({ companyId: whose, liveOn, ...values }) =>
      add({ input: { companyId: whose, liveOn: liveOn || null, ...sent(values) } }),
    onDone: ({ addLine }) => {
      onClose();
      onAdded(addLine.id);
    },
  });
  const { values, getInputProps, setFieldValue } = form.form;
  const companies = useCompanyOptions(!companyId, values.companyId || undefined);
  return (
    <FormModal opened onClose={onClose} title="Add line" submitLabel="Add line" size="lg" form={form}>
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
      <LineFields form={form.form} companyId={values.companyId || undefined} holder={null} />
      <DayField label="Live since" description="Leave empty if it is on order" {...getInputProps('liveOn')} />
    </FormModal>
  );
}

interface EditLineProps {
  line: {
    [Field in Exclude<keyof LineValues, 'ranges' | 'downMbps' | 'upMbps' | 'endUserId'>]: string | null;
  } & {
    id: string;
    downMbps: number | null;
    upMbps: number | null;
    ranges: readonly string[];
    company: { id: string };
    endUser: { id: string; displayName: string } | null;
  };
  onClose: () => void;
}

/** Corrects what is said of a line [R2]. */
export function EditLine({ line: shown, onClose }: EditLineProps) {
  const update = useSend(UpdateDocument, 'EndUser');
  const form = useSubmitForm({
    initialValues: {
      access: shown.access ?? '',
      supplier: shown.supplier ?? '',
      reference: shown.reference ?? '',
      downMbps: (shown.downMbps ?? '') as number | string,
      upMbps: (shown.upMbps ?? '') as number | string,
      ranges: [...shown.ranges],
      building: shown.building ?? '',
      street: shown.street ?? '',
      town: shown.town ?? '',
      postcode: shown.postcode ?? '',
      dueOn: shown.dueOn ?? '',
      note: shown.note ?? '',
      endUserId: shown.endUser?.id ?? '',
    },
    schema: z.object(rules()),
    send: (_values, changed) => update({ input: { id: shown.id, ...changed(sent) } }),
    onDone: ({ updateLine }) => {
      notifications.show({ message: `${updateLine.reference} is saved.` });
      onClose();
    },
  });
  return (
    <FormModal opened onClose={onClose} title="Edit line" submitLabel="Save" size="lg" form={form}>
      <LineFields form={form.form} companyId={shown.company.id} holder={shown.endUser} />
    </FormModal>
  );
}
