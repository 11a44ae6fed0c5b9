import { ActionIcon, Box, Fieldset, Group, NumberInput, SimpleGrid, Text } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { standardValues } from '@steward/shared';
import { IconX } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { asked } from '../../../data/asked.ts';
import { graphql } from '../../../data/graphql.ts';
import type { Unit } from '../../../data/product-kinds.ts';
import { useKeptQuery } from '../../../data/use-kept-query.ts';
import { FoundSelect } from '../../../ui/form/FoundSelect.tsx';
import { ParameterFields } from '../../../ui/form/ParameterFields.tsx';
import { Lines } from '../../../ui/Lines.tsx';
import { Money } from '../../../ui/Money.tsx';
import type { TypedPart } from './part-form.ts';

const ChoicesDocument = graphql(`
  query ProductsForBundle($search: String, $unit: ProductUnit!) {
    products(first: 50, filter: { search: $search, unit: $unit, bundle: false }, orderBy: { field: NAME }) {
      nodes {
        id
        name
      }
    }
  }
`);

const PartDocument = graphql(
  `
  query ProductInBundle($id: ID!) {
    product(id: $id) {
      id
      name
      unit
      wholesaleMinor
      pricedIn
      parameters {
        ...Asked
      }
    }
  }
`,
  [asked],
);

/** What a bundle is made of: products that are sold as it is, how many of each, and what is chosen of them for everybody [C1]. */
export function PartRows<Values extends { parts: TypedPart[] }>({
  form,
  unit,
}: {
  form: UseFormReturnType<Values>;
  unit: Unit;
}) {
  const { parts } = form.values;
  const [search, setSearch] = useState('');
  const { data } = useKeptQuery(
    ChoicesDocument,
    { search: search.trim() || null, unit },
    { types: ['Product'] },
  );
  const set = (list: TypedPart[]) => form.setFieldValue('parts', list as never);
  const said = form.errors.parts;
  return (
    <Fieldset legend="What it is made of" radius="md">
      <FoundSelect
        key={parts.length}
        label="Add a product"
        description="It is sold and charged as one, and set up as these. What it is made of later is for new ones."
        placeholder="Type its name"
        nothingFoundMessage="No such product is sold so"
        choices={{
          options: (data?.products.nodes ?? [])
            .filter(({ id }) => !parts.some(({ productId }) => productId === id))
            .map(({ id, name }) => ({ value: id, label: name })),
          onSearch: setSearch,
        }}
        value={null}
        error={typeof said === 'string' ? said : undefined}
        onChange={(productId) => {
          setSearch('');
          if (productId) set([...parts, { productId, quantity: 1, parameters: {} }]);
        }}
      />
      {parts.length > 0 && (
        <Lines>
          {parts.map((part, i) => (
            <PartRow
              key={part.productId}
              part={part}
              errorOf={(field) => form.errors[`parts.${i}.${field}`]}
              onChange={(changed) => set(parts.map((one, j) => (j === i ? changed : one)))}
              onRemove={() => set(parts.filter((_, j) => j !== i))}
            />
          ))}
        </Lines>
      )}
    </Fieldset>
  );
}

interface PartRowProps {
  part: TypedPart;
  errorOf: (field: string) => ReactNode;
  onChange: (part: TypedPart) => void;
  onRemove: () => void;
}

function PartRow({ part, errorOf, onChange, onRemove }: PartRowProps) {
  const { data } = useKeptQuery(PartDocument, { id: part.productId }, { types: ['Product'] });
  const product = data?.product;
  if (!product) return null;
  const { name, unit, parameters, wholesaleMinor, pricedIn } = product;
  const wrong = errorOf('productId');
  return (
    <li>
      <Group justify="space-between" wrap="nowrap" align="start" gap="sm">
        <Box flex={1} miw={0}>
          <Group justify="space-between" gap="xs">
            <Text fw={550}>{name}</Text>
            {wholesaleMinor !== null && (
              <Text c="dimmed" fz="sm">
                <Money minor={wholesaleMinor} currency={pricedIn} /> wholesale by itself
              </Text>
            )}
          </Group>
          {wrong && (
            <Text c="red" fz="sm">
              {wrong}
            </Text>
          )}
          {unit !== 'PER_USER' && (
            <NumberInput
              label="How many"
              aria-label={`How many of ${name}`}
              min={1}
              max={1000}
              maw={160}
              mt={4}
              allowDecimal={false}
              clampBehavior="none"
              value={part.quantity}
              onChange={(quantity) => onChange({ ...part, quantity })}
              error={errorOf('quantity')}
            />
          )}
          {parameters.length > 0 && (
            <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm" verticalSpacing="xs" mt="sm">
              <ParameterFields
                of={name}
                parameters={parameters}
                values={{ ...standardValues(parameters), ...part.parameters }}
                onChange={(chosen) => onChange({ ...part, parameters: chosen })}
                errorOf={(setting) => errorOf(`parameters.${setting}`)}
              />
            </SimpleGrid>
          )}
        </Box>
        <ActionIcon variant="subtle" color="gray" aria-label={`Take ${name} out`} onClick={onRemove}>
          <IconX size={16} />
        </ActionIcon>
      </Group>
    </li>
  );
}
