import { ActionIcon, Box, Group, MultiSelect, NumberInput, SimpleGrid, Text } from '@mantine/core';
import type { ProductParameter } from '@steward/shared';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { type Metered, usedInWords } from '../../../data/metered.ts';
import type { Unit } from '../../../data/product-kinds.ts';
import { asFound } from '../../../ui/form/FoundSelect.tsx';
import { ParameterFields, type TypedValues } from '../../../ui/form/ParameterFields.tsx';
import { Money } from '../../../ui/Money.tsx';
import { usePeopleOptions } from './use-people-options.ts';

/** A product in the basket, how many of it, or for whom. */
export interface Wanted {
  productId: string;
  name: string;
  unit: Unit;
  /** What it is made of, if it is a bundle. */
  contents: readonly string[];
  retailMinor: number | null;
  pricedIn: string;
  /** How what is used is counted and priced. */
  meter: Metered['meter'];
  usedProduct: Metered['usedProduct'];
  quantity: number | string;
  /** What it asks to be chosen, and what was. */
  parameters: readonly ProductParameter[];
  chosen: TypedValues;
  people: { value: string; label: string }[];
}

interface BasketLineProps {
  wanted: Wanted;
  /** What one of it costs the company a month; none where it is not known. */
  monthlyMinor: number | null;
  companyId: string;
  onChange: (wanted: Wanted) => void;
  onRemove: () => void;
  error?: ReactNode;
  /** What is wrong with a setting. */
  errorOf?: (name: string) => ReactNode;
}

export function BasketLine({
  wanted,
  monthlyMinor,
  companyId,
  onChange,
  onRemove,
  error,
  errorOf,
}: BasketLineProps) {
  const { name, unit, contents, pricedIn } = wanted;
  return (
    <li>
      <Group justify="space-between" wrap="nowrap" align="start" gap="sm">
        <Box flex={1} miw={0}>
          <Group justify="space-between" gap="xs" mb={6}>
            <Text fw={550}>{name}</Text>
            {monthlyMinor !== null && (
              <Text c="dimmed" fz="sm">
                <Money minor={monthlyMinor} currency={pricedIn} /> {unit === 'PER_USER' ? 'a person' : 'each'}{' '}
                a month{unit === 'METERED' && `, and ${usedInWords(wanted) ?? 'what is used'}`}
              </Text>
            )}
          </Group>
          {contents.length > 0 && (
            <Text c="dimmed" fz="xs" mb={6}>
              Made of {new Intl.ListFormat('en-GB').format(contents)}
            </Text>
          )}
          {unit === 'PER_USER' ? (
            <People wanted={wanted} companyId={companyId} onChange={onChange} error={error} />
          ) : (
            <NumberInput
              aria-label={`Quantity of ${name}`}
              min={1}
              max={100_000}
              maw={160}
              allowDecimal={false}
              allowNegative={false}
              clampBehavior="none"
              value={wanted.quantity}
              onChange={(quantity) => onChange({ ...wanted, quantity })}
              error={error}
            />
          )}
          {wanted.parameters.length > 0 && (
            <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm" verticalSpacing="xs" mt="sm">
              <ParameterFields
                of={name}
                parameters={wanted.parameters}
                values={wanted.chosen}
                onChange={(chosen) => onChange({ ...wanted, chosen })}
                errorOf={errorOf}
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

function People({
  wanted,
  companyId,
  onChange,
  error,
}: Omit<BasketLineProps, 'monthlyMinor' | 'onRemove' | 'errorOf'>) {
  const { options, typed, setTyped } = usePeopleOptions(companyId, wanted.people);
  return (
    <MultiSelect
      aria-label={`People who get ${wanted.name}`}
      placeholder={wanted.people.length === 0 ? 'Type a name' : undefined}
      data={options}
      filter={asFound}
      searchable
      clearable
      searchValue={typed}
      onSearchChange={setTyped}
      nothingFoundMessage={companyId ? 'Nobody of that name' : 'Choose the company first'}
      value={wanted.people.map(({ value }) => value)}
      onChange={(ids) =>
        onChange({ ...wanted, people: ids.flatMap((id) => options.find(({ value }) => value === id) ?? []) })
      }
      error={error}
    />
  );
}
