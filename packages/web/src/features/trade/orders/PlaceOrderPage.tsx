import { Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import {
  addDays,
  type ParameterValues,
  type ProductParameter,
  standardValues,
  valueProblems,
} from '@steward/shared';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { z } from 'zod';
import { asked } from '../../../data/asked.ts';
import { graphql } from '../../../data/graphql.ts';
import { metered } from '../../../data/metered.ts';
import { PlaceOrderDocument } from '../../../data/place-order.ts';
import { useCompanyOptions } from '../../../data/use-company-options.ts';
import { useKeptQuery } from '../../../data/use-kept-query.ts';
import { usePricesFor } from '../../../data/use-prices-for.ts';
import { useSend } from '../../../data/use-send.ts';
import { useViewer } from '../../../data/viewer.ts';
import { count, money } from '../../../lib/format.ts';
import { today } from '../../../lib/today.ts';
import { DayField } from '../../../ui/form/DayField.tsx';
import { FormPage } from '../../../ui/form/FormPage.tsx';
import { FormSection } from '../../../ui/form/FormSection.tsx';
import { FoundSelect } from '../../../ui/form/FoundSelect.tsx';
import { questionOf } from '../../../ui/form/order-question.ts';
import { givenValues, type TypedValues } from '../../../ui/form/ParameterFields.tsx';
import { type Question, useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { Lines } from '../../../ui/Lines.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { BasketLine, type Wanted } from './BasketLine.tsx';
import { OrderSummary } from './OrderSummary.tsx';
import { saidOf } from './order-words.ts';
import { type OrderInput, usePreview } from './use-preview.ts';

const ProductsDocument = graphql(
  `
  query ProductsToOrder($search: String) {
    products(first: 50, filter: { active: true, search: $search }, orderBy: { field: NAME }) {
      nodes {
        id
        name
        unit
        contents
        retailMinor
        pricedIn
        ...Metered
        parameters {
          ...Asked
        }
      }
    }
  }
`,
  [asked, metered],
);

const RULES = z.object({
  companyId: z.string().min(1, 'Must be chosen.'),
  wanted: z
    .array(
      z
        .object({
          unit: z.string(),
          quantity: z.coerce
            .number('Must be a whole number.')
            .int('Must be a whole number.')
            .min(1, 'Must be at least 1.')
            .max(100_000, 'May be at most 100,000.'),
          people: z.array(z.unknown()),
          name: z.string(),
          parameters: z.custom<readonly ProductParameter[]>(),
          chosen: z.custom<TypedValues>(),
        })
        .refine(({ unit, people }) => unit !== 'PER_USER' || people.length > 0, {
          message: 'Must name at least one person.',
          path: ['people'],
        })
        .superRefine(({ name, parameters, chosen }, context) => {
          for (const { path, message } of valueProblems(name, parameters, givenValues(parameters, chosen)))
            context.addIssue({ code: 'custom', path: ['chosen', path], message });
        }),
    )
    .min(1, 'Must hold at least one service.'),
  startsOn: z.iso.date('Must be a date.'),
  note: z.string().max(500, 'May have at most 500 characters.'),
});

/** A basket: services for a company and its people, read through in plain words before anything is ordered [C4]. */
export function PlaceOrderPage() {
  const { company } = useViewer();
  const { companyId: asked }: { companyId?: unknown } = useSearch({ strict: false });
  const navigate = useNavigate();
  const place = useSend(PlaceOrderDocument, 'Subscription');
  const now = today();
  const form = useSubmitForm({
    initialValues: {
      companyId: company?.id ?? (typeof asked === 'string' ? asked : ''),
      wanted: [] as Wanted[],
      startsOn: now,
      note: '',
    },
    schema: RULES,
    // What stands in the basket is asked about, whether its preview has come or not.
    ask: ({ wanted, startsOn }): Question | undefined =>
      questionOf({
        quantity: wanted.reduce((sum, one) => sum + unitsOf(one), 0),
        what: wanted.map((one) => `${count(unitsOf(one))} × ${one.name}`).join(', '),
        ...monthlyOf(wanted.map((one) => ({ ...one, retailMinor: priceOf(one) }))),
        startsOn,
      }),
    send: () => place({ input }),
    onDone: ({ placeOrder: placed }) => {
      notifications.show({ message: saidOf(placed) });
      void navigate({ to: '/orders/$orderId', params: { orderId: placed.id } });
    },
  });
  const { values, getInputProps, setFieldValue, errors } = form.form;
  const companies = useCompanyOptions(!company, values.companyId || undefined);
  const priceOf = usePricesFor(values.companyId || undefined);
  const products = useProducts(priceOf);
  const input: OrderInput = {
    companyId: values.companyId,
    lines: linesOf(values.wanted),
    startsOn: values.startsOn,
    note: values.note,
  };
  const preview = usePreview({ ...input, note: null, lines: values.companyId ? input.lines : [] });
  const set = (wanted: Wanted[]) => setFieldValue('wanted', wanted);

  return (
    <>
      <PageHeader
        title="Order services"
        crumbs={[{ label: 'Orders', link: { to: '/orders' } }]}
        description="Whatever stands here is ordered together: all of it, or nothing."
      />
      <FormPage
        form={form}
        submitLabel="Place order"
        cancel={{ to: '/orders' }}
        summary={<OrderSummary preview={preview} />}
      >
        {!company && (
          <FormSection title="For whom">
            <FoundSelect
              label="Company"
              placeholder="Type a name"
              required
              choices={companies}
              nothingFoundMessage="No company of that name"
              data-wide
              {...getInputProps('companyId')}
              value={values.companyId || null}
              onChange={(id) => {
                setFieldValue('companyId', id ?? '');
                // People belong to the company that was chosen before.
                set(values.wanted.map((wanted) => ({ ...wanted, people: [] })));
              }}
            />
          </FormSection>
        )}
        <FormSection title="What is wanted">
          <FoundSelect
            // What was typed goes with what was chosen.
            key={values.wanted.length}
            label="Add a service"
            placeholder="Type its name"
            choices={products.choices(values.wanted)}
            nothingFoundMessage="No such product is on sale"
            data-wide
            value={null}
            error={typeof errors.wanted === 'string' ? errors.wanted : undefined}
            onChange={(id) => {
              const product = products.found.find((one) => one.id === id);
              if (!product) return;
              const { id: productId, ...rest } = product;
              products.restart();
              set([
                ...values.wanted,
                { productId, ...rest, quantity: 1, people: [], chosen: standardValues(rest.parameters) },
              ]);
            }}
          />
          {values.wanted.length > 0 ? (
            <div data-wide>
              <Lines>
                {values.wanted.map((wanted, i) => (
                  <BasketLine
                    key={wanted.productId}
                    wanted={wanted}
                    monthlyMinor={priceOf(wanted)}
                    companyId={values.companyId}
                    error={errors[`wanted.${i}.people`] ?? errors[`wanted.${i}.quantity`]}
                    errorOf={(setting) => errors[`wanted.${i}.chosen.${setting}`]}
                    onChange={(changed) => set(values.wanted.map((one, j) => (j === i ? changed : one)))}
                    onRemove={() => set(values.wanted.filter((_, j) => j !== i))}
                  />
                ))}
              </Lines>
            </div>
          ) : (
            <Text c="dimmed" fz="sm" data-wide>
              Nothing yet. Services for single people can also be added from the list of end users.
            </Text>
          )}
        </FormSection>
        <FormSection title="When, and what it is about">
          <DayField
            label="First day"
            required
            min={addDays(now, -31)}
            max={addDays(now, 365)}
            {...getInputProps('startsOn')}
          />
          <Textarea
            label="Note"
            description="Such as your purchase order number; it stays with the order."
            autosize
            minRows={1}
            maxRows={4}
            maxLength={500}
            data-wide
            {...getInputProps('note')}
          />
        </FormSection>
      </FormPage>
    </>
  );
}

const unitsOf = ({ unit, quantity, people }: Wanted): number =>
  unit === 'PER_USER' ? people.length : Number(quantity);

/** What the basket comes to by the prices that are known; none where one of them is not. */
const monthlyOf = (wanted: readonly Wanted[]): { monthlyMinor: number | null; currency: string } => ({
  monthlyMinor: wanted.reduce<number | null>(
    (sum, one) => (sum === null || one.retailMinor === null ? null : sum + unitsOf(one) * one.retailMinor),
    0,
  ),
  currency: wanted[0]?.pricedIn ?? 'GBP',
});

const linesOf = (wanted: readonly Wanted[]): OrderInput['lines'] =>
  wanted.flatMap(({ productId, unit, quantity, people, parameters: asked, chosen }): Line[] => {
    const parameters = asked.length > 0 ? givenValues(asked, chosen) : null;
    return unit === 'PER_USER'
      ? people.map(({ value }) => ({ productId, endUserId: value, parameters }))
      : Number(quantity) > 0
        ? [{ productId, quantity: Number(quantity), parameters }]
        : [];
  });
type Line = { productId: string; quantity?: number; endUserId?: string; parameters: ParameterValues | null };

/** What is on sale, by name; what stands in the basket already is not offered again. */
function useProducts(priceOf: ReturnType<typeof usePricesFor>) {
  const [search, setSearch] = useState('');
  const { data } = useKeptQuery(ProductsDocument, { search: search.trim() || null }, { types: ['Product'] });
  const found = data?.products.nodes ?? [];
  return {
    found,
    restart: () => setSearch(''),
    choices: (wanted: readonly Wanted[]) => ({
      options: found
        .filter(({ id }) => !wanted.some(({ productId }) => productId === id))
        .map((product) => {
          const minor = priceOf(product);
          const { id, name, pricedIn } = product;
          return {
            value: id,
            label: minor === null ? name : `${name} · ${money(minor, pricedIn)} a month`,
          };
        }),
      onSearch: setSearch,
    }),
  };
}
