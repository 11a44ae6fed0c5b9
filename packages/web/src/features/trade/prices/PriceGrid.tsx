import {
  ActionIcon,
  Badge,
  Button,
  Group,
  NumberInput,
  Table,
  Text,
  TextInput,
  Tooltip,
} from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { currencyName, parseMoney } from '@steward/shared';
import { IconDownload, IconStairs } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { percent } from '../../../lib/format.ts';
import { currencySign, priceText } from '../../../lib/price.ts';
import { words } from '../../../lib/words.ts';
import { Loaded } from '../../../ui/Loaded.tsx';
import { Money } from '../../../ui/Money.tsx';
import { Section } from '../../../ui/Section.tsx';
import { useDeed } from '../../../ui/use-deed.ts';
import { downloadList } from './download-list.ts';
import { PriceRules, type Rule, rulesInput } from './PriceRules.tsx';

export const GridDocument = graphql(`
  query PriceListGrid($versionId: ID!) {
    priceListGrid(versionId: $versionId) {
      versionId
      name
      kind
      currency
      marksUp
      number
      state
      beforeNumber
      rules {
        key
        productId
        product
        category
        percentBp
        amountMinor
        rounding
      }
      rows {
        productId
        code
        name
        category
        unit
        fromQuantity
        ownMinor
        ruleMinor
        otherwiseMinor
        beforeMinor
        costMinor
      }
    }
  }
`);
export type Grid = ResultOf<typeof GridDocument>['priceListGrid'];
type Row = Grid['rows'][number];

const SetDocument = graphql(`
  mutation SetListPrices($input: SetListPricesInput!) {
    setListPrices(input: $input) {
      id
    }
  }
`);

const keyOf = ({ productId, fromQuantity }: Pick<Row, 'productId' | 'fromQuantity'>): string =>
  `${productId} ${fromQuantity}`;

/** What a version says of every product, tier by tier, beside its cost and the version before; a draft is written here [C2] [C3]. */
export function PriceGrid({ versionId, editable }: { versionId: string; editable: boolean }) {
  const read = useRead(GridDocument, { versionId }, { types: ['PriceList', 'Product'] });
  return (
    <Loaded from={read}>{({ priceListGrid }) => <Editor grid={priceListGrid} editable={editable} />}</Loaded>
  );
}

function Editor({ grid, editable }: { grid: Grid; editable: boolean }) {
  const { kind, currency, beforeNumber } = grid;
  /** What was typed, by product and number. */
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const [added, setAdded] = useState<readonly Row[]>([]);
  const [rules, setRules] = useState<readonly Rule[]>();
  const send = useSend(SetDocument, 'PriceList');
  const retail = kind === 'RETAIL';
  const rows = [
    ...grid.rows,
    ...added.filter((one) => !grid.rows.some((row) => keyOf(row) === keyOf(one))),
  ].toSorted(
    (a, b) =>
      a.name.localeCompare(b.name) ||
      a.productId.localeCompare(b.productId) ||
      a.fromQuantity - b.fromQuantity,
  );
  const wrong = Object.values(typed).some(
    (text) => text.trim() !== '' && minorOf(text, currency) === undefined,
  );
  const unsaved = Object.keys(typed).length > 0 || rules !== undefined;
  const save = useDeed(
    async () => {
      const prices = rows.flatMap((row) => {
        const text = typed[keyOf(row)];
        return text === undefined
          ? []
          : {
              productId: row.productId,
              fromQuantity: row.fromQuantity,
              minor: minorOf(text, currency) ?? null,
            };
      });
      await send({
        input: { versionId: grid.versionId, prices, ...(rules && { rules: rules.map(rulesInput) }) },
      });
      setTyped({});
      setAdded([]);
      setRules(undefined);
      notifications.show({ message: 'The draft is saved.' });
    },
    ({ message }) => notifications.show({ color: 'red', title: 'The draft was not saved', message }),
  );
  const addTier = (row: Row, fromQuantity: number) =>
    setAdded((before) => [...before, { ...row, fromQuantity, ownMinor: null, beforeMinor: null }]);
  return (
    <>
      {grid.marksUp && (
        <PriceRules grid={grid} rules={rules ?? grid.rules} editable={editable} onChange={setRules} />
      )}
      {retail && !grid.marksUp && editable && (
        <Text fz="sm" c="dimmed" mb="md">
          You pay in another currency, on which no mark-up in {currencyName(currency)} can be put: say each
          price.
        </Text>
      )}
      <Section
        title="Prices"
        actions={
          <Group gap="xs">
            <Button
              variant="default"
              leftSection={<IconDownload size={16} />}
              onClick={() => downloadList(grid)}
            >
              Export
            </Button>
            {editable && (
              <Button disabled={!unsaved || wrong} loading={save.busy} onClick={() => void save.run()}>
                Save draft
              </Button>
            )}
          </Group>
        }
      >
        <Table.ScrollContainer minWidth={640}>
          <Table stickyHeader verticalSpacing={4} aria-label="Prices">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Product</Table.Th>
                <Table.Th>From</Table.Th>
                <Table.Th ta="right">Price a month</Table.Th>
                {retail && <Table.Th ta="right">You pay</Table.Th>}
                {retail && <Table.Th ta="right">Margin</Table.Th>}
                <Table.Th ta="right">
                  {beforeNumber === null ? 'Before' : `In version ${beforeNumber}`}
                </Table.Th>
                <Table.Th ta="right">Change</Table.Th>
                {editable && <Table.Th aria-label="More" />}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map((row) => (
                <PriceRow
                  key={keyOf(row)}
                  row={row}
                  currency={currency}
                  retail={retail}
                  compared={beforeNumber !== null}
                  editable={editable}
                  text={typed[keyOf(row)]}
                  onType={(text) => setTyped((before) => ({ ...before, [keyOf(row)]: text }))}
                  onTier={(from) => addTier(row, from)}
                />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      </Section>
    </>
  );
}

/** What was typed, in minor units; undefined for what is no price. */
function minorOf(text: string, currency: string): number | undefined {
  const minor = text.trim() === '' ? null : parseMoney(text, currency);
  return minor === null || minor < 0 ? undefined : minor;
}

interface PriceRowProps {
  row: Row;
  currency: string;
  retail: boolean;
  /** Whether there is a version before. */
  compared: boolean;
  editable: boolean;
  text: string | undefined;
  onType: (text: string) => void;
  onTier: (fromQuantity: number) => void;
}

function PriceRow({ row, currency, retail, compared, editable, text, onType, onTier }: PriceRowProps) {
  const [tier, setTier] = useState<number | string>();
  const own = text === undefined ? row.ownMinor : (minorOf(text, currency) ?? null);
  const minor = own ?? row.ruleMinor ?? (row.fromQuantity === 1 ? row.otherwiseMinor : null);
  const from =
    own !== null
      ? undefined
      : row.ruleMinor !== null
        ? 'Rule'
        : minor === null
          ? 'No price'
          : 'Not in the list';
  const { costMinor, beforeMinor } = row;
  const loss = minor !== null && costMinor !== null && minor < costMinor;
  const label = `Price of ${row.name}${row.fromQuantity > 1 ? ` from ${row.fromQuantity} on` : ''}`;
  return (
    <>
      <Table.Tr>
        <Table.Td maw={{ base: 130, sm: 'none' }} style={{ overflowWrap: 'anywhere' }}>
          {row.fromQuantity === 1 ? (
            <>
              {row.name}{' '}
              <Text span c="dimmed" fz="xs" visibleFrom="sm">
                {row.code} · {words(row.category)}
              </Text>
            </>
          ) : (
            <Text span c="dimmed" fz="sm" pl="md">
              {row.name}
            </Text>
          )}
        </Table.Td>
        <Table.Td>{row.fromQuantity}</Table.Td>
        <Table.Td ta="right">
          <Group gap={6} justify="flex-end" wrap="nowrap">
            {from && (
              <Badge variant="light" color="gray" size="sm">
                {from}
              </Badge>
            )}
            {editable ? (
              <TextInput
                aria-label={label}
                size="xs"
                w={110}
                inputMode="decimal"
                leftSection={currencySign(currency)}
                autoComplete="off"
                placeholder={minor === null ? undefined : priceText(minor)}
                value={text ?? (row.ownMinor === null ? '' : priceText(row.ownMinor))}
                error={text !== undefined && text.trim() !== '' && minorOf(text, currency) === undefined}
                onChange={({ currentTarget }) => onType(currentTarget.value)}
              />
            ) : (
              minor !== null && <Money minor={minor} currency={currency} />
            )}
          </Group>
        </Table.Td>
        {retail && (
          <Table.Td ta="right">
            {costMinor !== null && <Money minor={costMinor} currency={currency} />}
          </Table.Td>
        )}
        {retail && (
          <Table.Td ta="right" c={loss ? 'red' : undefined}>
            {minor !== null && costMinor !== null && (
              <>
                <Money minor={minor - costMinor} currency={currency} />{' '}
                <Text span fz="xs" c={loss ? 'red' : 'dimmed'}>
                  {minor > 0 && percent((minor - costMinor) / minor)}
                </Text>
              </>
            )}
          </Table.Td>
        )}
        <Table.Td ta="right">
          {beforeMinor !== null && <Money minor={beforeMinor} currency={currency} />}
        </Table.Td>
        <Table.Td ta="right">
          {compared && <Difference before={beforeMinor} now={own ?? row.ruleMinor} />}
        </Table.Td>
        {editable && (
          <Table.Td>
            {row.fromQuantity === 1 && (
              <Tooltip label="Another price from a number on">
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={`Add a tier to ${row.name}`}
                  onClick={() => setTier(tier === undefined ? 10 : undefined)}
                >
                  <IconStairs size={16} />
                </ActionIcon>
              </Tooltip>
            )}
          </Table.Td>
        )}
      </Table.Tr>
      {tier !== undefined && (
        <Table.Tr>
          <Table.Td colSpan={retail ? 8 : 6}>
            <Group gap="xs" justify="flex-end">
              <NumberInput
                aria-label={`From how many ${row.name}`}
                size="xs"
                w={120}
                min={2}
                max={100_000}
                allowDecimal={false}
                value={tier}
                onChange={setTier}
                prefix="From "
              />
              <Button
                size="xs"
                variant="default"
                disabled={typeof tier !== 'number' || tier < 2}
                onClick={() => {
                  onTier(Number(tier));
                  setTier(undefined);
                }}
              >
                Add tier
              </Button>
            </Group>
          </Table.Td>
        </Table.Tr>
      )}
    </>
  );
}

/** By how much a price differs from the one before; nothing where it is the same. */
export function Difference({ before, now }: { before: number | null; now: number | null }) {
  if (before === null) return now === null ? null : <Badge variant="light">New</Badge>;
  if (now === null)
    return (
      <Badge variant="light" color="gray">
        Gone
      </Badge>
    );
  if (now === before)
    return (
      <Text span c="dimmed" fz="sm">
        –
      </Text>
    );
  const up = now > before;
  return (
    <Text span fz="sm" fw={500}>
      {up ? '+' : '−'}
      {before > 0 ? percent(Math.abs(now - before) / before) : 'new'}
    </Text>
  );
}
