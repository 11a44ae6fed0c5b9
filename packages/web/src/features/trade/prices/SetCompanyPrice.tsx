import { NumberInput, Select, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { line, optional, parseMoney } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useProductOptions } from '../../../data/use-product-options.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { money } from '../../../lib/format.ts';
import { price, priceMinor } from '../../../lib/price.ts';
import { today } from '../../../lib/today.ts';
import { DayField } from '../../../ui/form/DayField.tsx';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { MoneyField } from '../../../ui/form/MoneyField.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';

export const SetCompanyPriceDocument = graphql(`
  mutation SetCompanyPrice($input: SetCompanyPriceInput!) {
    setCompanyPrice(input: $input) {
      id
      name
    }
  }
`);

const ProductDocument = graphql(`
  query CompanyPriceProduct($id: ID!) {
    product(id: $id) {
      id
      name
      retailMinor
      wholesaleMinor
      pricedIn
    }
  }
`);

const rules = (currency: string) =>
  z.object({
    productId: z.string().min(1, 'Must be filled in.'),
    fromQuantity: z.number().int().min(1, 'Must be at least 1.'),
    minor: price(currency),
    validFrom: z.string(),
    validUntil: z.string(),
    belowCost: optional(line(200)),
  });

/** Agrees what one company pays for a product, whatever lists say [C3]. */
export function SetCompanyPrice({
  companyId,
  currency,
  onClose,
}: {
  companyId: string;
  /** What the company pays in. */
  currency: string;
  onClose: () => void;
}) {
  const set = useSend(SetCompanyPriceDocument, 'CompanyPrice');
  const products = useProductOptions();
  const form = useSubmitForm({
    initialValues: {
      productId: '',
      fromQuantity: 1,
      minor: '',
      validFrom: today(),
      validUntil: '',
      belowCost: '',
    },
    schema: rules(currency),
    send: ({ productId, fromQuantity, minor, validFrom, validUntil, belowCost }) =>
      set({
        input: {
          companyId,
          productId,
          fromQuantity,
          minor: priceMinor(minor, currency),
          validFrom: validFrom || null,
          validUntil: validUntil || null,
          belowCost: belowCost || null,
        },
      }),
    onDone: ({ setCompanyPrice }) => {
      notifications.show({ message: `The price for ${setCompanyPrice.name} is agreed.` });
      onClose();
    },
  });
  const { values, getInputProps } = form.form;
  const read = useRead(ProductDocument, { id: values.productId }, { pause: !values.productId });
  const found = read.state === 'ready' ? read.data.product : undefined;
  // One's own prices say nothing of those in another currency.
  const product = found?.pricedIn === currency ? found : undefined;
  const typed = parseMoney(values.minor, currency);
  const cost = product?.wholesaleMinor ?? null;
  const loss = typed !== null && cost !== null && typed < cost;
  return (
    <FormModal
      opened
      onClose={onClose}
      title="Agree a price"
      submitLabel="Agree this price"
      form={form}
      summary={
        <FormSummary
          facts={[
            ['Others pay', product?.retailMinor == null ? null : money(product.retailMinor, currency)],
            ['You pay', cost === null ? null : money(cost, currency)],
            ['Margin', typed === null || cost === null ? null : money(typed - cost, currency)],
          ]}
          effects={[
            'What this company orders from that day on costs this. What it has keeps its price until you move it.',
            loss && 'It is below what it costs you: say why that is meant.',
          ]}
        />
      }
    >
      <Select
        label="Product"
        required
        searchable
        data={products.options}
        onSearchChange={products.onSearch}
        {...getInputProps('productId')}
      />
      <MoneyField
        label="Price"
        currency={currency}
        description="By the month, without VAT."
        required
        {...getInputProps('minor')}
      />
      <NumberInput
        label="From how many on"
        min={1}
        max={100_000}
        allowDecimal={false}
        {...getInputProps('fromQuantity')}
      />
      <DayField label="First day" min={today()} {...getInputProps('validFrom')} />
      <DayField
        label="Until"
        description="The day from which lists hold again."
        min={today()}
        {...getInputProps('validUntil')}
      />
      {loss && (
        <TextInput label="Why it is below cost" required maxLength={200} {...getInputProps('belowCost')} />
      )}
    </FormModal>
  );
}
