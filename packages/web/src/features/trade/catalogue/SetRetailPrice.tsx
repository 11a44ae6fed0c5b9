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
    currency: string;
    wholesaleMinor: number | null;
    retailMinor: number;
    recommendedRetailMinor: number | null;
  };
  onClose: () => void;
}

/** A reseller says what its companies pay [C3]. */
export function SetRetailPrice({ product, onClose }: SetRetailPriceProps) {
  const { id, name, currency, wholesaleMinor, retailMinor } = product;
  const set = useSend(SetDocument, 'Product');
  const recommendedMinor = product.recommendedRetailMinor ?? retailMinor;
  const form = useSubmitForm({
    initialValues: { retailMinor: priceText(retailMinor), belowCost: '' },
    schema: z.object({ retailMinor: price(), belowCost: optional(line(200)) }),
    send: (values, changed) => {
      const minor = priceMinor(values.retailMinor);
      const { known } = changed((typed) => ({ retailMinor: priceMinor(typed.retailMinor) }));
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
        message: `${setRetailPrice.name} costs ${money(setRetailPrice.retailMinor, currency)} a month from now on.`,
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
            ['Now', money(retailMinor, currency)],
            ['From now on', typedMinor === null ? null : money(typedMinor, currency)],
            ['Recommended', money(recommendedMinor, currency)],
          ]}
          effects={[
            'New subscriptions begin with this price. Those that run keep theirs until you move them: tick them under Subscriptions.',
            typedMinor === recommendedMinor && 'It follows the recommended price when that changes.',
          ]}
        >
          <Margin wholesaleMinor={wholesaleMinor} retailMinor={typedMinor} />
        </FormSummary>
      }
    >
      <MoneyField
        label="What your companies pay"
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
      {typedMinor !== recommendedMinor && (
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
