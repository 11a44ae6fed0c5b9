import { NumberInput, Radio, Skeleton, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { addDays } from '@steward/shared';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useCompanyOptions } from '../../../data/use-company-options.ts';
import { useSend } from '../../../data/use-send.ts';
import { useViewer } from '../../../data/viewer.ts';
import { count, money } from '../../../lib/format.ts';
import { today } from '../../../lib/today.ts';
import { DayField } from '../../../ui/form/DayField.tsx';
import { FormPage } from '../../../ui/form/FormPage.tsx';
import { FormSection } from '../../../ui/form/FormSection.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { FoundSelect } from '../../../ui/form/FoundSelect.tsx';
import { type Question, useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { Loaded } from '../../../ui/Loaded.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { MonthlyImpact } from './MonthlyImpact.tsx';
import { questionOf } from './order-question.ts';
import { NoProducts } from './ProductChoice.tsx';
import { PRODUCT_ROW, ProductLabel } from './ProductLabel.tsx';
import { ProductSearch } from './ProductSearch.tsx';
import classes from './subscriptions.module.css';
import { useProductsFor } from './use-products-for.ts';

const SubscribeDocument = graphql(`
  mutation Subscribe($input: SubscribeInput!) {
    subscribe(input: $input) {
      id
      product {
        id
        name
      }
    }
  }
`);

const RULES = z.object({
  companyId: z.string().min(1, 'Must be chosen.'),
  productId: z.string().min(1, 'Must be chosen.'),
  quantity: z.coerce
    .number('Must be a whole number.')
    .int('Must be a whole number.')
    .min(1, 'Must be at least 1.')
    .max(100_000, 'May be at most 100,000.'),
  startsOn: z.iso.date('Must be a date.'),
});

/** Takes a service for a company as a whole: a line, a server, a shared mailbox [C4]. */
export function SubscribeCompanyPage() {
  const { company } = useViewer();
  const { companyId: asked }: { companyId?: unknown } = useSearch({ strict: false });
  const navigate = useNavigate();
  const subscribe = useSend(SubscribeDocument);
  const now = today();
  const form = useSubmitForm({
    initialValues: {
      companyId: company?.id ?? (typeof asked === 'string' ? asked : ''),
      productId: '',
      quantity: 1 as number | string,
      startsOn: now,
    },
    schema: RULES,
    ask: ({ startsOn }): Question | undefined =>
      product &&
      questionOf({
        quantity,
        what: `${count(quantity)} × ${product.name}`,
        monthlyMinor: product.retailMinor * quantity,
        currency: product.currency,
        startsOn,
      }),
    send: ({ companyId, productId, quantity, startsOn }) =>
      subscribe({ input: { companyId, productId, quantity: Number(quantity), startsOn } }),
    onDone: ({ subscribe: { id, product } }) => {
      notifications.show({ message: `${product.name} is ordered.` });
      void navigate({ to: '/subscriptions/$subscriptionId', params: { subscriptionId: id } });
    },
  });
  const { values, getInputProps, setFieldValue } = form.form;
  const companies = useCompanyOptions(!company, values.companyId || undefined);
  const { read, products, search } = useProductsFor('PER_COMPANY', [values.productId]);
  const product = products.find(({ id }) => id === values.productId);
  const quantity = Number(values.quantity) || 0;

  return (
    <>
      <PageHeader
        title="Add company service"
        crumbs={[{ label: 'Subscriptions', link: { to: '/subscriptions' } }]}
        description="Services for a company as a whole. Those for single people are added from the list of end users."
      />
      <FormPage
        form={form}
        submitLabel="Add company service"
        cancel={{ to: '/subscriptions' }}
        summary={
          <FormSummary
            facts={[
              ['Service', product && `${count(quantity)} × ${product.name}`],
              ...(company
                ? []
                : ([
                    ['For', companies.options.find(({ value }) => value === values.companyId)?.label],
                  ] as const)),
            ]}
            effects={[
              values.startsOn > now ? 'It is set up on its first day.' : 'It is set up at once.',
              'It is on the invoice of each month until it is cancelled.',
            ]}
          >
            {product && quantity > 0 && (
              <MonthlyImpact
                monthlyMinor={product.retailMinor * quantity}
                currency={product.currency}
                sum={
                  quantity === 1
                    ? product.name
                    : `${quantity} × ${money(product.retailMinor, product.currency)}`
                }
                startsOn={values.startsOn}
              />
            )}
          </FormSummary>
        }
      >
        <FormSection title="Service">
          {!company && (
            <FoundSelect
              label="Company"
              placeholder="Type a name"
              required
              choices={companies}
              nothingFoundMessage="No company of that name"
              data-wide
              {...getInputProps('companyId')}
              value={values.companyId || null}
              onChange={(id) => setFieldValue('companyId', id ?? '')}
            />
          )}
          <Loaded from={read} skeleton={<Skeleton h={140} data-wide />}>
            {() => (
              <Radio.Group label="Product" required data-wide {...getInputProps('productId')}>
                {search && <ProductSearch {...search} />}
                <Stack gap={0} mt={6} className={classes.products}>
                  {products.map(({ id, ...product }) => (
                    <Radio
                      key={id}
                      value={id}
                      label={<ProductLabel {...product} />}
                      classNames={PRODUCT_ROW}
                    />
                  ))}
                  {products.length === 0 && <NoProducts />}
                </Stack>
              </Radio.Group>
            )}
          </Loaded>
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
          <DayField
            label="First day"
            required
            min={addDays(now, -31)}
            max={addDays(now, 365)}
            {...getInputProps('startsOn')}
          />
        </FormSection>
      </FormPage>
    </>
  );
}
