import { Button, Group, Select, Switch, TagsInput, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import {
  type CommitmentTerms,
  commitmentTerms,
  line,
  optional,
  parameterList,
  productCode,
  productParameter,
} from '@steward/shared';
import { IconPlus } from '@tabler/icons-react';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import type { Meter } from '../../../data/metered.ts';
import {
  CATEGORIES,
  type Category,
  SUPPLY_KINDS,
  type SupplyKind,
  UNITS,
  type Unit,
} from '../../../data/product-kinds.ts';
import { useSend } from '../../../data/use-send.ts';
import { price, priceMinor } from '../../../lib/price.ts';
import { options } from '../../../lib/words.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { CommitmentFields } from './CommitmentFields.tsx';
import { MeterFields, meterRule } from './MeterFields.tsx';
import { BarsCallsField, NeedsFields, SuspendableField } from './NeedsFields.tsx';
import { ParameterRows } from './ParameterRows.tsx';
import { PartRows } from './PartRows.tsx';
import { LISTED_IN, PriceFields } from './PriceFields.tsx';
import { definitionOf, type Typed } from './parameter-form.ts';
import { partOf, type TypedPart } from './part-form.ts';
import { SupplyKindSelect } from './SupplyKindSelect.tsx';

const AddDocument = graphql(`
  mutation AddProduct($input: AddProductInput!) {
    addProduct(input: $input) {
      id
      name
      unit
    }
  }
`);

const RULES = z.object({
  name: line(120),
  code: productCode(),
  description: optional(line(200)),
  category: z.enum(CATEGORIES),
  unit: z.enum(UNITS),
  supplyKind: z.enum(SUPPLY_KINDS),
  kind: optional(line(40)),
  parameters: parameterList(productParameter()),
  commitment: commitmentTerms().nullable(),
  meter: meterRule(),
  needs: z.array(line(40)).max(10, 'May be at most 10.'),
  excludes: z.array(line(40)).max(10, 'May be at most 10.'),
  wholesaleMinor: price(LISTED_IN),
  retailMinor: price(LISTED_IN),
});

/** Staff put something new on sale [C1]. */
export function AddProduct() {
  const [opened, dialogue] = useDisclosure();
  const add = useSend(AddDocument, 'Product');
  const form = useSubmitForm({
    initialValues: {
      name: '',
      code: '',
      description: '',
      category: 'EMAIL' as Category,
      unit: 'PER_USER' as Unit,
      supplyKind: 'STANDARD' as SupplyKind,
      needsAddress: false,
      suspendable: false,
      barsCalls: false,
      kind: '',
      parameters: [] as Typed[],
      bundle: false,
      parts: [] as TypedPart[],
      commitment: null as CommitmentTerms | null,
      meter: null as Meter | null,
      needs: [] as string[],
      excludes: [] as string[],
      wholesaleMinor: '',
      retailMinor: '',
    },
    schema: RULES,
    send: ({
      wholesaleMinor,
      retailMinor,
      needsAddress,
      kind,
      parameters,
      bundle,
      parts,
      meter,
      ...values
    }) =>
      add({
        input: {
          ...values,
          ...(values.unit === 'PER_USER' && { needsAddress, kind }),
          ...(values.unit === 'METERED' && { meter }),
          ...(bundle ? { parts: parts.map(partOf) } : { parameters: parameters.map(definitionOf) }),
          wholesaleMinor: priceMinor(wholesaleMinor, LISTED_IN),
          retailMinor: priceMinor(retailMinor, LISTED_IN),
        },
      }),
    onDone: ({ addProduct }) => {
      const { name, unit } = addProduct;
      notifications.show({
        message:
          unit === 'PER_USE'
            ? `${name} is in the catalogue: meters may charge by it.`
            : `${name} is on sale.`,
      });
      dialogue.close();
    },
  });
  const { getInputProps, values } = form.form;
  const perUse = values.unit === 'PER_USE';
  return (
    <>
      <Button leftSection={<IconPlus size={16} />} onClick={dialogue.open}>
        Add product
      </Button>
      <FormModal
        opened={opened}
        onClose={dialogue.close}
        title="Add a product"
        submitLabel={perUse ? 'Add' : 'Put on sale'}
        size="lg"
        form={form}
      >
        <TextInput label="Name" required maxLength={120} autoComplete="off" {...getInputProps('name')} />
        <TextInput
          label="Code"
          description="For price lists and orders, such as MBX-50. It cannot be changed later."
          required
          maxLength={20}
          autoComplete="off"
          {...getInputProps('code')}
        />
        <TextInput
          label="Description"
          description="One line that says what people get."
          maxLength={200}
          autoComplete="off"
          {...getInputProps('description')}
        />
        <Group grow align="flex-start">
          <Select
            label="Category"
            required
            allowDeselect={false}
            data={options(CATEGORIES)}
            {...getInputProps('category')}
          />
          <Select
            label="Billed"
            required
            allowDeselect={false}
            data={options(UNITS)}
            {...getInputProps('unit')}
          />
        </Group>
        {perUse ? (
          <Text fz="sm" c="dimmed">
            Nobody orders it: meters of products by usage charge by it, at its prices and tiers in price
            lists.
          </Text>
        ) : (
          <>
            <NeedsFields form={form.form} unit={form.form.values.unit} />
            <TagsInput
              label="Needs one of"
              description="Codes of products or kinds, such as Mailbox; Enter adds one."
              {...getInputProps('needs')}
            />
            <TagsInput
              label="Does not go with"
              description="Nobody gets both: codes of products or kinds."
              {...getInputProps('excludes')}
            />
            <Switch
              label="A bundle of other products"
              description="Sold, charged and cancelled as one. This cannot be changed later."
              {...getInputProps('bundle', { type: 'checkbox' })}
            />
            {form.form.values.bundle ? (
              <PartRows form={form.form} unit={form.form.values.unit} />
            ) : (
              <ParameterRows form={form.form} />
            )}
            <CommitmentFields form={form.form} />
          </>
        )}
        {values.unit === 'METERED' && <MeterFields form={form.form} />}
        <PriceFields form={form.form} currency={LISTED_IN} />
        <SupplyKindSelect {...getInputProps('supplyKind')} />
        {!values.bundle && !perUse && <SuspendableField form={form.form} />}
        {!values.bundle && !perUse && <BarsCallsField form={form.form} />}
      </FormModal>
    </>
  );
}
