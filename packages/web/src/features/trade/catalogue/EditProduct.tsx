import { Alert, Select, Switch, TagsInput, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import {
  type CommitmentTerms,
  commitmentTerms,
  line,
  optional,
  type ParameterValues,
  type ProductParameter,
  parameterList,
  productParameter,
} from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import type { Meter } from '../../../data/metered.ts';
import {
  CATEGORIES,
  type Category,
  SUPPLY_KINDS,
  type SupplyKind,
  type Unit,
} from '../../../data/product-kinds.ts';
import { useSend } from '../../../data/use-send.ts';
import { price, priceMinor, priceText } from '../../../lib/price.ts';
import { options } from '../../../lib/words.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { CommitmentFields } from './CommitmentFields.tsx';
import { MeterFields, meterRule } from './MeterFields.tsx';
import { BarsCallsField, NeedsFields, SuspendableField } from './NeedsFields.tsx';
import { ParameterRows } from './ParameterRows.tsx';
import { PartRows } from './PartRows.tsx';
import { LISTED_IN, PriceFields } from './PriceFields.tsx';
import { definitionOf, typedParameter } from './parameter-form.ts';
import { partOf, typedPart } from './part-form.ts';
import { SupplyKindSelect } from './SupplyKindSelect.tsx';

const UpdateDocument = graphql(`
  mutation UpdateProduct($input: UpdateProductInput!) {
    updateProduct(input: $input) {
      id
      name
    }
  }
`);

const RULES = z.object({
  name: line(120),
  description: optional(line(200)),
  category: z.enum(CATEGORIES),
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

interface EditProductProps {
  product: {
    id: string;
    name: string;
    description: string;
    category: Category;
    unit: Unit;
    supplyKind: SupplyKind;
    needsAddress: boolean;
    suspendable: boolean;
    barsCalls: boolean;
    kind: string | null;
    parameters: readonly ProductParameter[];
    parts: readonly { productId: string; quantity: number; parameters: ParameterValues }[];
    commitment: CommitmentTerms | null;
    meter: Meter | null;
    needs: readonly string[];
    excludes: readonly string[];
    wholesaleMinor: number | null;
    retailMinor: number | null;
    active: boolean;
  };
  onClose: () => void;
}

/** Staff change what a product is called, its list prices, and whether it is on sale [C1] [C2]. */
export function EditProduct({ product, onClose }: EditProductProps) {
  const update = useSend(UpdateDocument, 'Product');
  const form = useSubmitForm({
    initialValues: {
      name: product.name,
      description: product.description,
      category: product.category,
      supplyKind: product.supplyKind,
      needsAddress: product.needsAddress,
      suspendable: product.suspendable,
      barsCalls: product.barsCalls,
      kind: product.kind ?? '',
      parameters: product.parameters.map(typedParameter),
      parts: product.parts.map(typedPart),
      commitment: product.commitment,
      meter: product.meter,
      needs: [...product.needs],
      excludes: [...product.excludes],
      wholesaleMinor: priceText(product.wholesaleMinor ?? 0),
      retailMinor: priceText(product.retailMinor ?? 0),
      active: product.active,
    },
    schema: RULES,
    send: (_values, changed) =>
      update({
        input: {
          id: product.id,
          ...changed(({ wholesaleMinor, retailMinor, parameters, parts, ...values }) => ({
            ...values,
            parameters: parameters.map(definitionOf),
            parts: parts.map(partOf),
            wholesaleMinor: priceMinor(wholesaleMinor, LISTED_IN),
            retailMinor: priceMinor(retailMinor, LISTED_IN),
          })),
        },
      }),
    onDone: ({ updateProduct }) => {
      notifications.show({ message: `${updateProduct.name} is saved.` });
      onClose();
    },
  });
  const { getInputProps } = form.form;
  const perUse = product.unit === 'PER_USE';
  return (
    <FormModal
      opened
      onClose={onClose}
      title={`Edit ${product.name}`}
      submitLabel="Save"
      size="lg"
      form={form}
    >
      <TextInput label="Name" required maxLength={120} autoComplete="off" {...getInputProps('name')} />
      <TextInput
        label="Description"
        description="One line that says what people get."
        maxLength={200}
        autoComplete="off"
        {...getInputProps('description')}
      />
      <Select
        label="Category"
        required
        allowDeselect={false}
        data={options(CATEGORIES)}
        {...getInputProps('category')}
      />
      {!perUse && (
        <>
          <NeedsFields form={form.form} unit={product.unit} />
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
          {product.parts.length > 0 ? (
            <PartRows form={form.form} unit={product.unit} />
          ) : (
            <ParameterRows form={form.form} />
          )}
          <CommitmentFields form={form.form} />
        </>
      )}
      {product.unit === 'METERED' && <MeterFields form={form.form} />}
      <PriceFields form={form.form} currency={LISTED_IN} />
      <SupplyKindSelect {...getInputProps('supplyKind')} />
      {product.parts.length === 0 && !perUse && <SuspendableField form={form.form} />}
      {product.parts.length === 0 && !perUse && <BarsCallsField form={form.form} />}
      {!perUse && (
        <>
          <Switch
            label="On sale"
            description="What is no longer sold cannot be ordered; whoever has it keeps it."
            {...getInputProps('active', { type: 'checkbox' })}
          />
          <Alert color="blue">
            Subscriptions that run keep their price, their term, what they are made of and what was chosen for
            them. New ones begin with this. VAT is that of the product on the day an invoice is issued.
          </Alert>
        </>
      )}
    </FormModal>
  );
}
