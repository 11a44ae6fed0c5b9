import { Button, NumberInput, Select, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { addDays, type ProductParameter, sameValues, settledValues, valueProblems } from '@steward/shared';
import { useNavigate } from '@tanstack/react-router';
import { z } from 'zod';
import { asked } from '../../../data/asked.ts';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { PlaceOrderDocument } from '../../../data/place-order.ts';
import { usePricesFor } from '../../../data/use-prices-for.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { money } from '../../../lib/format.ts';
import { today } from '../../../lib/today.ts';
import { DayField } from '../../../ui/form/DayField.tsx';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { givenValues, ParameterFields, type TypedValues } from '../../../ui/form/ParameterFields.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { Section } from '../../../ui/Section.tsx';
import { OrderSummary } from './OrderSummary.tsx';
import { saidOf } from './order-words.ts';
import { type OrderInput, usePreview } from './use-preview.ts';

const SubscriptionDocument = graphql(
  `
  query SubscriptionToChange($id: ID!) {
    subscription(id: $id) {
      id
      partOfId
      quantity
      parameters
      state
      startsOn
      endsOn
      product {
        id
        name
        unit
        kind
        contents
        parameters {
          ...Asked
        }
      }
      company {
        id
      }
    }
  }
`,
  [asked],
);
type Subscription = NonNullable<ResultOf<typeof SubscriptionDocument>['subscription']>;

const PlansDocument = graphql(
  `
  query PlansOfAKind($unit: ProductUnit!) {
    products(first: 100, filter: { active: true, unit: $unit }, orderBy: { field: NAME }) {
      nodes {
        id
        name
        kind
        contents
        parameters {
          ...Asked
        }
        retailMinor
        pricedIn
      }
    }
  }
`,
  [asked],
);

/** Beside a subscription: more or fewer of it, or another product of its kind, by an order [C4]. */
export function ChangeSubscriptionCard({ subscriptionId }: { subscriptionId: string }) {
  const read = useRead(SubscriptionDocument, { id: subscriptionId }, { types: ['Subscription'] });
  const subscription = read.state === 'ready' ? read.data.subscription : null;
  const plans = useRead(
    PlansDocument,
    { unit: subscription?.product.unit ?? 'PER_USER' },
    { pause: !subscription, types: ['Product'] },
  );
  const [opened, { open, close }] = useDisclosure();
  // A part changes with its bundle.
  if (!subscription || subscription.partOfId || plans.state !== 'ready') return null;
  const { state, product } = subscription;
  const others = plans.data.products.nodes.filter(
    ({ id, kind, contents }) =>
      product.contents.length === 0 &&
      contents.length === 0 &&
      id !== product.id &&
      !!kind &&
      kind.toLowerCase() === product.kind?.toLowerCase(),
  );
  const several = product.unit !== 'PER_USER';
  const settings = product.parameters.some(({ changeable }) => changeable);
  if (state === 'ENDING' || state === 'ENDED' || (!several && others.length === 0 && !settings)) return null;
  const what = [several && 'quantity', others.length > 0 && 'plan', settings && 'settings'].filter(
    (one) => one !== false,
  );
  return (
    <Section
      title="Change"
      actions={
        <Button variant="default" size="compact-sm" onClick={open}>
          Change {new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(what)}
        </Button>
      }
    >
      <Text fz="sm" c="dimmed">
        {several ? 'More or fewer keep the price that they have. ' : ''}
        {others.length > 0
          ? `It can become ${others.map(({ name }) => name).join(' or ')}, at today’s price. `
          : ''}
        What changes is charged to the day.
      </Text>
      {opened && <ChangeForm subscription={subscription} others={others} onClose={close} />}
    </Section>
  );
}

interface ChangeFormProps {
  subscription: Subscription;
  others: readonly {
    id: string;
    name: string;
    parameters: readonly ProductParameter[];
    retailMinor: number | null;
    pricedIn: string;
  }[];
  onClose: () => void;
}

function ChangeForm({ subscription, others, onClose }: ChangeFormProps) {
  const { id, quantity, product, company, startsOn, endsOn, parameters: held } = subscription;
  const askedBy = (productId: string) => [product, ...others].find((one) => one.id === productId) ?? product;
  const priceOf = usePricesFor(company.id);
  const navigate = useNavigate();
  const place = useSend(PlaceOrderDocument, 'Subscription');
  const now = today();
  const begun = startsOn <= now;
  const first = begun ? now : startsOn;
  const form = useSubmitForm({
    initialValues: {
      quantity: quantity as number | string,
      productId: product.id,
      chosen: settledValues(product.parameters, {}, held) as TypedValues,
      startsOn: first,
    },
    schema: z
      .object({
        quantity: z.coerce
          .number('Must be a whole number.')
          .int('Must be a whole number.')
          .min(1, 'Must be at least 1.')
          .max(100_000, 'May be at most 100,000.'),
        productId: z.string(),
        startsOn: z.iso.date('Must be a date.'),
        chosen: z.custom<TypedValues>(),
      })
      .superRefine(({ productId, chosen }, context) => {
        const { name, parameters } = askedBy(productId);
        for (const { path, message } of valueProblems(
          name,
          parameters,
          givenValues(parameters, chosen),
          held,
        ))
          context.addIssue({ code: 'custom', path: ['chosen', path], message });
      }),
    send: () => place({ input }),
    onDone: ({ placeOrder: placed }) => {
      notifications.show({ message: saidOf(placed) });
      onClose();
      if (placed.awaits.length > 0) void navigate({ to: '/orders/$orderId', params: { orderId: placed.id } });
    },
  });
  const { values, getInputProps, setValues, setFieldValue, errors } = form.form;
  const asked = askedBy(values.productId);
  const parameters = givenValues(asked.parameters, values.chosen);
  const otherwise =
    asked.id !== product.id
      ? asked.parameters.length > 0
      : !sameValues(parameters, settledValues(product.parameters, {}, held));
  const changed = {
    ...(Number(values.quantity) !== quantity && { quantity: Number(values.quantity) }),
    ...(values.productId !== product.id && { productId: values.productId }),
    ...(otherwise && { parameters }),
  };
  const input: OrderInput = {
    companyId: company.id,
    lines: Object.keys(changed).length > 0 ? [{ subscriptionId: id, ...changed }] : [],
    startsOn: values.startsOn,
  };
  const preview = usePreview(input);
  return (
    <FormModal
      opened
      onClose={onClose}
      title={`Change ${product.name}`}
      submitLabel="Place order"
      size="lg"
      form={form}
      summary={<OrderSummary preview={preview} />}
    >
      {product.unit !== 'PER_USER' && (
        <NumberInput
          label="Quantity"
          required
          min={1}
          max={100_000}
          allowDecimal={false}
          allowNegative={false}
          clampBehavior="none"
          {...getInputProps('quantity')}
        />
      )}
      {others.length > 0 && (
        <Select
          label="Plan"
          required
          allowDeselect={false}
          data={[
            { value: product.id, label: `${product.name}, as it is` },
            ...others.map((other) => {
              const minor = priceOf(other);
              return {
                value: other.id,
                label:
                  minor === null ? other.name : `${other.name} · ${money(minor, other.pricedIn)} a month`,
              };
            }),
          ]}
          {...getInputProps('productId')}
          onChange={(productId) => {
            if (productId === null) return;
            setValues({ productId, chosen: settledValues(askedBy(productId).parameters, {}, held) });
          }}
        />
      )}
      <ParameterFields
        of={asked.name}
        parameters={asked.parameters}
        values={values.chosen}
        onChange={(chosen) => setFieldValue('chosen', chosen as never)}
        errorOf={(setting) => errors[`chosen.${setting}`]}
        held={held}
      />
      <DayField
        label="First day"
        description="Until then it stays as it is."
        required
        min={first}
        max={endsOn ? addDays(endsOn, -1) : addDays(now, 365)}
        {...getInputProps('startsOn')}
      />
    </FormModal>
  );
}
