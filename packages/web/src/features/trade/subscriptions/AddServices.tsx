import { Alert, Box, Fieldset, Skeleton, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { addDays, type ProductParameter, settledValues, valueProblems } from '@steward/shared';
import { useState } from 'react';
import { z } from 'zod';
import { PlaceOrderDocument } from '../../../data/place-order.ts';
import { useSend } from '../../../data/use-send.ts';
import { money, plural } from '../../../lib/format.ts';
import { today } from '../../../lib/today.ts';
import { Dialogue } from '../../../ui/Dialogue.tsx';
import { DayField } from '../../../ui/form/DayField.tsx';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { questionOf } from '../../../ui/form/order-question.ts';
import { givenValues, ParameterFields, type TypedValues } from '../../../ui/form/ParameterFields.tsx';
import { type Question, useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { Loaded } from '../../../ui/Loaded.tsx';
import { MonthlyImpact } from './MonthlyImpact.tsx';
import { OrderWarnings } from './OrderWarnings.tsx';
import { ProductChoice } from './ProductChoice.tsx';
import { ProductSearch } from './ProductSearch.tsx';
import { useOrderPreview } from './use-order-preview.ts';
import { useProductsFor } from './use-products-for.ts';

export interface Recipient {
  id: string;
  displayName: string;
  status: string;
  company: { id: string; name: string };
}

interface AddServicesProps {
  people: readonly Recipient[];
  /** Ids of products that the one person has already; several people are asked of the API. */
  held?: readonly string[];
  onClose: (given: boolean) => void;
}

/** As many as the API takes at once. */
const MOST_PEOPLE = 500;
const MOST_PRODUCTS = 10;

/** Gives people services: which, from when, and what that costs a month [C4]. */
export function AddServices({ people, held = [], onClose }: AddServicesProps) {
  const obstacle = obstacleOf(people);
  if (obstacle)
    return (
      <Dialogue opened onClose={() => onClose(false)} title={titleFor(people)} size="lg">
        <Alert color="yellow">{obstacle}</Alert>
      </Dialogue>
    );
  return <ServicesForm people={people} held={held} onClose={onClose} />;
}

function titleFor(people: readonly Recipient[]): string {
  const [one] = people;
  return `Add services for ${one && people.length === 1 ? one.displayName : plural(people.length, 'person', 'people')}`;
}

function obstacleOf(people: readonly Recipient[]): string | undefined {
  const companies = new Set(people.map(({ company }) => company.id));
  if (companies.size > 1)
    return `The people you ticked belong to ${companies.size} companies. Services can be given to people of one company at a time: narrow the list to a company first.`;
  const suspended = people.filter(({ status }) => status === 'SUSPENDED');
  const [one] = suspended;
  if (one && suspended.length === 1)
    return `${one.displayName} is suspended and can be given no service.${people.length > 1 ? ' Untick them first.' : ''}`;
  if (one)
    return `${suspended.length} of these people are suspended and can be given no service. Untick them first.`;
  if (people.length > MOST_PEOPLE) return `Tick at most ${MOST_PEOPLE} people at a time.`;
  return undefined;
}

interface ServicesFormProps {
  people: readonly Recipient[];
  held: readonly string[];
  onClose: (given: boolean) => void;
}

/** What is typed of the settings, by product. */
type Typed = Readonly<Record<string, TypedValues>>;
interface Asking {
  id: string;
  name: string;
  parameters: readonly ProductParameter[];
}

/** What was typed of a product's settings, or else what is usual. */
const typedOf = ({ id, parameters }: Asking, typed: Typed): TypedValues =>
  typed[id] ?? settledValues(parameters, {});

const rules = (asking: (id: string) => Asking | undefined) =>
  z
    .object({
      productIds: z
        .array(z.string())
        .min(1, 'Must be at least one.')
        .max(MOST_PRODUCTS, `May be at most ${MOST_PRODUCTS}.`),
      startsOn: z.iso.date('Must be a date.'),
      settings: z.custom<Typed>(),
    })
    .superRefine(({ productIds, settings }, context) => {
      for (const product of productIds.flatMap((id) => asking(id) ?? [])) {
        const { id, name, parameters } = product;
        for (const { path, message } of valueProblems(
          name,
          parameters,
          givenValues(parameters, typedOf(product, settings)),
        ))
          context.addIssue({ code: 'custom', path: ['settings', id, path], message });
      }
    });

function ServicesForm({ people: given, held, onClose }: ServicesFormProps) {
  const [leftOut, setLeftOut] = useState<ReadonlySet<string>>(new Set());
  const people = given.filter(({ id }) => !leftOut.has(id));
  const order = useSend(PlaceOrderDocument, 'Subscription');
  const now = today();
  const form = useSubmitForm({
    initialValues: { productIds: [] as string[], startsOn: now, settings: {} as Typed },
    schema: rules((id) => products.find((product) => product.id === id)),
    ask: ({ startsOn }): Question | undefined =>
      questionOf({
        quantity: chosen.length * people.length,
        what: `${plural(chosen.length, 'service')} for ${plural(people.length, 'person', 'people')}`,
        monthlyMinor: each === null ? null : each * people.length,
        currency,
        startsOn,
        overlaps: preview.overlapping.length,
      }),
    send: ({ productIds, startsOn, settings }) =>
      order({
        input: {
          companyId: people[0]?.company.id,
          lines: people.flatMap(({ id: endUserId }) =>
            productIds.map((productId) => {
              const product = products.find(({ id }) => id === productId);
              return {
                productId,
                endUserId,
                ...(product?.parameters.length && {
                  parameters: givenValues(product.parameters, typedOf(product, settings)),
                }),
              };
            }),
          ),
          startsOn,
          withoutHeld: true,
        },
      }),
    onDone: ({ placeOrder: { reference, awaits, lineCount } }) => {
      notifications.show({
        message: awaits.length
          ? `Order ${reference} waits for approval: ${plural(lineCount, 'subscription')}.`
          : `${plural(lineCount, 'subscription')} ordered. Progress shows as they are set up.`,
      });
      onClose(true);
    },
  });
  const { values, getInputProps, setFieldValue, errors } = form.form;
  const { read, products, search } = useProductsFor('PER_USER', values.productIds, given[0]?.company.id);
  const preview = useOrderPreview(
    people.map(({ id }) => id),
    values.productIds,
  );
  const lacking = new Set([...preview.lacking, ...preview.hindered].map(({ endUserId }) => endUserId));
  const chosen = products.filter(({ id }) => values.productIds.includes(id));
  const each = chosen.reduce<number | null>(
    (sum, { retailMinor }) => (sum === null || retailMinor === null ? null : sum + retailMinor),
    0,
  );
  const currency = products[0]?.pricedIn ?? 'GBP';
  return (
    <FormModal
      opened
      onClose={() => onClose(false)}
      title={titleFor(people)}
      submitLabel={chosen.length > 0 ? `Add ${plural(chosen.length * people.length, 'subscription')}` : 'Add'}
      size="lg"
      form={form}
      summary={
        <FormSummary
          facts={[
            ['For', people.length === 1 ? people[0]?.displayName : plural(people.length, 'person', 'people')],
            ['Services', chosen.map(({ name }) => name).join(', ')],
          ]}
          effects={[
            values.startsOn > now ? 'They are set up on their first day.' : 'They are set up at once.',
            'They are on the invoice of each month until they are cancelled.',
          ]}
        >
          {chosen.length > 0 && each !== null && (
            <MonthlyImpact
              monthlyMinor={each * people.length}
              currency={currency}
              startsOn={values.startsOn}
              sum={
                people.length === 1
                  ? plural(chosen.length, 'service')
                  : `${plural(people.length, 'person', 'people')} × ${money(each, currency)}, at most`
              }
            />
          )}
        </FormSummary>
      }
    >
      {/* The focus begins here, also while the products are still on their way. */}
      <Box tabIndex={-1} data-autofocus style={{ outline: 'none' }}>
        <Loaded from={read} skeleton={<Skeleton h={180} />}>
          {() => (
            <ProductChoice
              products={products.map((product) => ({
                ...product,
                ...(held.includes(product.id) && { obstacle: 'Has it already' }),
              }))}
              value={values.productIds}
              onChange={(ids) => setFieldValue('productIds', ids)}
              error={getInputProps('productIds').error}
              search={search && <ProductSearch {...search} />}
            />
          )}
        </Loaded>
      </Box>
      {chosen
        .filter(({ parameters }) => parameters.length > 0)
        .map((product) => (
          <Fieldset key={product.id} legend={product.name} variant="filled">
            <Stack gap="sm">
              <ParameterFields
                of={product.name}
                parameters={product.parameters}
                values={typedOf(product, values.settings)}
                onChange={(typed) =>
                  setFieldValue('settings', { ...values.settings, [product.id]: typed } as never)
                }
                errorOf={(setting) => errors[`settings.${product.id}.${setting}`]}
              />
            </Stack>
          </Fieldset>
        ))}
      <OrderWarnings
        preview={preview}
        onLeaveOut={
          lacking.size < people.length ? () => setLeftOut(new Set([...leftOut, ...lacking])) : undefined
        }
      />
      <DayField
        label="First day"
        description="Begins at once if that is today; otherwise on its day."
        required
        min={addDays(now, -31)}
        max={addDays(now, 365)}
        {...getInputProps('startsOn')}
      />
    </FormModal>
  );
}
