import { Alert, Select, Switch, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { line, optional } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { price, priceMinor, priceText } from '../../../lib/price.ts';
import { options } from '../../../lib/words.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { CATEGORIES, type Category } from './kinds.ts';
import { PriceFields } from './PriceFields.tsx';

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
  wholesale: price(),
  retail: price(),
});

interface EditProductProps {
  product: {
    id: string;
    name: string;
    description: string;
    category: Category;
    wholesaleMinor: number | null;
    retailMinor: number;
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
      wholesale: priceText(product.wholesaleMinor ?? 0),
      retail: priceText(product.retailMinor),
      active: product.active,
    },
    schema: RULES,
    send: ({ wholesale, retail, description, ...values }, changed) => {
      const {
        wholesale: paid,
        retail: charged,
        ...others
      } = changed({
        ...values,
        description,
        wholesale: priceMinor(wholesale),
        retail: priceMinor(retail),
      });
      return update({
        input: {
          id: product.id,
          ...others,
          ...(paid !== undefined && { wholesaleMinor: paid }),
          ...(charged !== undefined && { retailMinor: charged }),
        },
      });
    },
    onDone: ({ updateProduct }) => {
      notifications.show({ message: `${updateProduct.name} is saved.` });
      onClose();
    },
  });
  const { getInputProps } = form.form;
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
      <PriceFields form={form.form} />
      <Switch
        label="On sale"
        description="What is no longer sold cannot be ordered; whoever has it keeps it."
        {...getInputProps('active', { type: 'checkbox' })}
      />
      <Alert color="blue">Subscriptions that run keep their price. New ones begin with this one.</Alert>
    </FormModal>
  );
}
