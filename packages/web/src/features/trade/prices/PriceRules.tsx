import { ActionIcon, Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { currencyName } from '@steward/shared';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { money } from '../../../lib/format.ts';
import { words } from '../../../lib/words.ts';
import { Section } from '../../../ui/Section.tsx';
import type { Grid } from './PriceGrid.tsx';

export type Rule = Grid['rules'][number];

/** A rule as the API takes it. */
export const rulesInput = ({ productId, category, percentBp, amountMinor, rounding }: Rule) => ({
  productId,
  category,
  percentBp,
  amountMinor,
  rounding,
});

const ROUNDING = [
  { value: 'NONE', label: 'to the penny' },
  { value: 'TO_5', label: 'up to the next .x5' },
  { value: 'TO_9', label: 'up to the next .x9' },
];

interface PriceRulesProps {
  grid: Grid;
  rules: readonly Rule[];
  editable: boolean;
  onChange: (rules: readonly Rule[]) => void;
}

/** Mark-ups over what the seller pays, for what the list does not price itself [C3]. */
export function PriceRules({ grid, rules, editable, onChange }: PriceRulesProps) {
  if (!editable && rules.length === 0) return null;
  const replace = (key: string, change: Partial<Rule>) =>
    onChange(rules.map((rule) => (rule.key === key ? { ...rule, ...change } : rule)));
  const categories = [...new Set(grid.rows.map(({ category }) => category))].toSorted();
  const products = [...new Map(grid.rows.map(({ productId, name }) => [productId, name]))];
  const scopes = [
    { value: 'all', label: 'All products' },
    ...categories.map((category) => ({ value: `category ${category}`, label: words(category) })),
    ...products.map(([id, name]) => ({ value: `product ${id}`, label: name })),
  ];
  const scopeOf = ({ productId, category }: Rule) =>
    productId ? `product ${productId}` : category ? `category ${category}` : 'all';
  const scoped = (scope: string): Partial<Rule> => {
    const [about, value = ''] = scope.split(' ');
    return {
      productId: about === 'product' ? value : null,
      category: about === 'category' ? (value as Rule['category']) : null,
    };
  };
  return (
    <Section title="Mark-ups" mb="md">
      <Stack gap="xs">
        <Text fz="sm" c="dimmed">
          What the list does not price itself is made of what you pay: the rule of a product before that of
          its category, and that before the one for all.
        </Text>
        {rules.map((rule) =>
          editable ? (
            <Group key={rule.key} gap="xs" align="flex-end">
              <Select
                label="For"
                size="xs"
                w={220}
                searchable
                allowDeselect={false}
                data={scopes}
                value={scopeOf(rule)}
                onChange={(scope) => replace(rule.key, scoped(scope ?? 'all'))}
              />
              <TextInput
                label="Per cent"
                size="xs"
                w={90}
                inputMode="decimal"
                defaultValue={String(rule.percentBp / 100)}
                onChange={({ currentTarget }) =>
                  replace(rule.key, { percentBp: Math.round(Number(currentTarget.value || 0) * 100) || 0 })
                }
              />
              <TextInput
                label={`And ${currencyName(grid.currency)}`}
                size="xs"
                w={90}
                inputMode="decimal"
                defaultValue={(rule.amountMinor / 100).toFixed(2)}
                onChange={({ currentTarget }) =>
                  replace(rule.key, { amountMinor: Math.round(Number(currentTarget.value || 0) * 100) || 0 })
                }
              />
              <Select
                label="Rounded"
                size="xs"
                w={170}
                allowDeselect={false}
                data={ROUNDING}
                value={rule.rounding}
                onChange={(rounding) =>
                  replace(rule.key, { rounding: (rounding ?? 'NONE') as Rule['rounding'] })
                }
              />
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label="Remove this rule"
                onClick={() => onChange(rules.filter(({ key }) => key !== rule.key))}
              >
                <IconTrash size={16} />
              </ActionIcon>
            </Group>
          ) : (
            <Text key={rule.key} fz="sm">
              {rule.product ?? (rule.category ? words(rule.category) : 'All products')}:{' '}
              {rule.percentBp / 100} %
              {rule.amountMinor !== 0 && ` and ${money(rule.amountMinor, grid.currency)}`}, rounded{' '}
              {ROUNDING.find(({ value }) => value === rule.rounding)?.label}
            </Text>
          ),
        )}
        {editable && (
          <Group>
            <Button
              size="xs"
              variant="default"
              leftSection={<IconPlus size={14} />}
              onClick={() =>
                onChange([
                  ...rules,
                  {
                    key: `new ${rules.length} ${Date.now()}`,
                    productId: null,
                    product: null,
                    category: null,
                    percentBp: 2_500,
                    amountMinor: 0,
                    rounding: 'NONE',
                  },
                ])
              }
            >
              Add a mark-up
            </Button>
          </Group>
        )}
      </Stack>
    </Section>
  );
}
