import { Button, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { line, optional, parseMoney } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { money } from '../../../lib/format.ts';
import { price, priceMinor, priceText } from '../../../lib/price.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { MoneyField } from '../../../ui/form/MoneyField.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { Margin } from './PriceFields.tsx';

const SetDocument = graphql(`
  mutation SetRetailPrice($input: SetRetailPriceInput!) {
    setRetailPrice(input: $input) {
      id
      name
      retailMinor
    }
  }
`);

interface SetRetailPriceProps {
  product: {
    id: string;
    name: string;
    /** Of its recommended price; of the others what the reseller pays in. */
    currency: string;
    pricedIn: string;
    wholesaleMinor: number | null;
    retailMinor: number | null;
    recommendedRetailMinor: number | null;
  };
  onClose: () => void;
}

/** A reseller says what its companies pay [C3]. */
export function SetRetailPrice({ product, onClose }: SetRetailPriceProps) {
  const { id, name, pricedIn: currency, wholesaleMinor, retailMinor } = product;
  const set = useSend(SetDocument, 'Product');
  const recommendedMinor = product.currency === currency ? product.recommendedRetailMinor : null;
  const form = useSubmitForm({
    initialValues: { retailMinor: retailMinor === null ? '' : priceText(retailMinor), belowCost: '' },
    schema: z.object({ retailMinor: price(currency), belowCost: optional(line(200)) }),
    send: (values, changed) => {
      const minor = priceMinor(values.retailMinor, currency);
      const { known } = changed((typed) => ({
        retailMinor: typed.retailMinor === '' ? null : priceMinor(typed.retailMinor, currency),
      }));
      // At the recommended price it follows the recommendation.
      return set({
        input: {
          productId: id,
          retailMinor: minor === recommendedMinor ? null : minor,
          belowCost: values.belowCost || null,
          known,
        },
      });
    },
    onDone: ({ setRetailPrice }) => {
      notifications.show({
        message: `${setRetailPrice.name} costs ${money(setRetailPrice.retailMinor ?? 0, currency)} a month from now on.`,
      });
      onClose();
    },
  });
  const { values, getInputProps, setFieldValue } = form.form;
  const typedMinor = parseMoney(values.retailMinor, currency);
  const loss = typedMinor !== null && wholesaleMinor !== null && typedMinor < wholesaleMinor;
  return (
    <FormModal
      opened
      onClose={onClose}
      title={`Price of ${name}`}
      submitLabel="Set price"
      form={form}
      summary={
        <FormSummary
          facts={[
            ['Now', retailMinor === null ? null : money(retailMinor, currency)],
            ['From now on', typedMinor === null ? null : money(typedMinor, currency)],
            ['Recommended', recommendedMinor === null ? null : money(recommendedMinor, currency)],
          ]}
          effects={[
            'New subscriptions begin with this price. Those that run keep theirs until you move them: tick them under Subscriptions.',
            typedMinor !== null &&
              typedMinor === recommendedMinor &&
              'It follows the recommended price when that changes.',
          ]}
        >
          <Margin wholesaleMinor={wholesaleMinor} retailMinor={typedMinor} currency={currency} />
        </FormSummary>
      }
    >
      <MoneyField
        label="What your companies pay"
        currency={currency}
        description="By the month, without VAT."
        required
        {...getInputProps('retailMinor')}
      />
      {loss && (
        <TextInput
          label="Why it is below cost"
          description="It is kept with the price."
          required
          maxLength={200}
          {...getInputProps('belowCost')}
        />
      )}
      {recommendedMinor !== null && typedMinor !== recommendedMinor && (
        <Text fz="sm">
          The recommended price is {money(recommendedMinor, currency)}.{' '}
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => setFieldValue('retailMinor', priceText(recommendedMinor))}
          >
            Take it
          </Button>
        </Text>
      )}
    </FormModal>
  );
}
