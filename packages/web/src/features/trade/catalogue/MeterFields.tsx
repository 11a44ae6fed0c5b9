import { Fieldset, Group, NumberInput, Select, Stack, Switch, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { line } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { AGGREGATIONS, type Meter, PRICINGS } from '../../../data/metered.ts';
import { useRead } from '../../../data/use-read.ts';

const UnitsOfUsageDocument = graphql(`
  query UnitsOfUsage {
    products(first: 100, filter: { unit: PER_USE }, orderBy: { field: NAME }) {
      nodes {
        id
        name
      }
    }
  }
`);

const AGGREGATION = ['SUM', 'MAXIMUM', 'LAST'] as const satisfies readonly Meter['aggregation'][];
const PRICING = ['UNIT', 'TIERED', 'VOLUME'] as const satisfies readonly Meter['pricing'][];
const choices = <Word extends string>(words: readonly Word[], labels: Readonly<Record<Word, string>>) =>
  words.map((value) => ({ value, label: labels[value] }));

/** What is typed of a meter. */
export const meterRule = () =>
  z
    .object({
      unit: line(20),
      aggregation: z.enum(AGGREGATION),
      pricing: z.enum(PRICING),
      included: z.coerce
        .number('Must be a whole number.')
        .int('Must be a whole number.')
        .min(0, 'Must be 0 or more.')
        .max(1_000_000_000, 'May be at most 1,000,000,000.'),
      productId: z.string().min(1, 'Must be chosen. Add a product that is a unit of usage first.'),
    })
    .nullable();

const USUAL: Meter = { unit: 'GB', aggregation: 'SUM', pricing: 'TIERED', included: 0, productId: '' };

/** How what is used of a product is counted and priced [C1]. */
export function MeterFields<Values extends { meter: Meter | null }>({
  form,
}: {
  form: UseFormReturnType<Values>;
}) {
  const { meter } = form.values;
  const units = useRead(UnitsOfUsageDocument, {}, { pause: !meter, types: ['Product'] });
  const field = (name: keyof Meter) => form.getInputProps(`meter.${name}`);
  return (
    <>
      <Switch
        label="What is used is counted"
        description="By file or by programs, and charged with the month beside the monthly price."
        checked={meter !== null}
        onChange={({ currentTarget }) =>
          form.setFieldValue('meter', (currentTarget.checked ? USUAL : null) as never)
        }
      />
      {meter && (
        <Fieldset legend="Meter">
          <Stack gap="sm">
            <Group grow align="flex-end">
              <TextInput
                label="Counted in"
                description="As it is said: GB, hours, seats."
                required
                maxLength={20}
                autoComplete="off"
                {...field('unit')}
              />
              <NumberInput
                label="Included"
                description="What a month includes."
                min={0}
                allowDecimal={false}
                allowNegative={false}
                thousandSeparator=","
                required
                {...field('included')}
              />
            </Group>
            <Select
              label="What counts"
              required
              allowDeselect={false}
              data={choices(AGGREGATION, AGGREGATIONS)}
              {...field('aggregation')}
            />
            <Select
              label="Priced as"
              description="The unit of usage, whose prices and tiers stand in price lists."
              required
              allowDeselect={false}
              nothingFoundMessage="Add a product that is a unit of usage first"
              searchable
              data={
                units.state === 'ready'
                  ? units.data.products.nodes.map(({ id, name }) => ({ value: id, label: name }))
                  : []
              }
              {...field('productId')}
            />
            <Select
              label="Tiers"
              required
              allowDeselect={false}
              data={choices(PRICING, PRICINGS)}
              {...field('pricing')}
            />
          </Stack>
        </Fieldset>
      )}
    </>
  );
}
