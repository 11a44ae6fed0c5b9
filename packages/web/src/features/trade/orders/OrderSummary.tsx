import { Alert, Group, List, Text } from '@mantine/core';
import { date, money } from '../../../lib/format.ts';
import type { Fact } from '../../../ui/Facts.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { Lines } from '../../../ui/Lines.tsx';
import { Money } from '../../../ui/Money.tsx';
import { APPROVERS } from './order-words.ts';
import type { Preview } from './use-preview.ts';

/** What an order comes to before it is placed: in words and sums, whose approval it waits for, what stands in its way [C4]. */
export function OrderSummary({ preview }: { preview: Preview | undefined }) {
  if (!preview)
    return <FormSummary effects={['Choose what is wanted: what it costs and does stands here.']} />;
  const {
    monthlyMinor,
    firstInvoiceMinor,
    monthlyCostMinor,
    currency,
    costCurrency,
    startsOn,
    awaits,
    problems,
  } = preview;
  const near = preview.quotas.filter(({ most, comesTo }) => comesTo <= most && comesTo >= most * NEARLY);
  const facts: (Fact | false)[] = [
    ['A month', <Change key="month" minor={monthlyMinor} currency={currency} />],
    ['First invoice', <Change key="first" minor={firstInvoiceMinor} currency={currency} />],
    monthlyCostMinor !== null && [
      'Your cost a month',
      <Change key="cost" minor={monthlyCostMinor} currency={costCurrency ?? currency} />,
    ],
  ];
  return (
    <FormSummary
      facts={facts.filter((fact) => fact !== false)}
      effects={[
        'Without VAT; a part of a month is charged to the day.',
        awaits.length > 0
          ? `Nothing is done before ${awaits.map((one) => APPROVERS[one]).join(', and then ')} has approved it, as somebody who did not place it.`
          : `It is carried out at once, from ${date(startsOn)}, as a whole or not at all.`,
      ]}
    >
      <Lines>
        {preview.items.map((item) => (
          <li key={item.key}>
            <Group justify="space-between" gap="xs" fz="sm" wrap="nowrap">
              <span>{itemText(item)}</span>
              {item.action !== 'END' && <Money minor={item.unitMinor * item.quantity} currency={currency} />}
            </Group>
            {item.contents.length > 0 && (
              <Text c="dimmed" fz="xs">
                Made of {listed(item.contents)}: one price, set up and ended together.
              </Text>
            )}
          </li>
        ))}
      </Lines>
      {near.length > 0 && (
        <Alert color="yellow" title="Little is left">
          <List size="sm" spacing={4}>
            {near.map((quota) => (
              <List.Item key={`${quota.name} ${quota.ofCompany}`}>{quotaText(quota)}</List.Item>
            ))}
          </List>
        </Alert>
      )}
      {problems.length > 0 && (
        <Alert color="yellow" title="This stands in its way">
          <List size="sm" spacing={4}>
            {problems.slice(0, SHOWN).map(({ path, message }) => (
              <List.Item key={path}>{message}</List.Item>
            ))}
          </List>
          {problems.length > SHOWN && <Text fz="sm">And {problems.length - SHOWN} more.</Text>}
        </Alert>
      )}
    </FormSummary>
  );
}

const listed = (words: readonly string[]) => new Intl.ListFormat('en-GB').format(words);
const SHOWN = 5;
/** From this share of a quota on it is said how little of it is left. */
const NEARLY = 0.8;

function quotaText({
  name,
  ofCompany,
  money: inMoney,
  currency,
  most,
  comesTo,
}: Preview['quotas'][number]): string {
  const amount = (value: number) => (inMoney ? money(value, currency) : value.toLocaleString('en-GB'));
  const whose = ofCompany ? 'the quota of the company' : 'the quota of all companies together';
  return `${name}: ${amount(comesTo)} of ${amount(most)} then, ${whose}.`;
}

function itemText({
  action,
  product,
  quantity,
  wasProduct,
  wasQuantity,
  otherwise,
}: Preview['items'][number]): string {
  if (action === 'ADD') return `${quantity} × ${product}`;
  if (action === 'END') return `${quantity} × ${product} ends`;
  if (wasProduct) return `${quantity} × ${product} instead of ${wasQuantity} × ${wasProduct}`;
  if (quantity === wasQuantity && otherwise) return `${quantity} × ${product}, set up differently`;
  return `${quantity} × ${product} instead of ${wasQuantity}${otherwise ? ', set up differently' : ''}`;
}

/** By how much a sum changes, with its sign. */
export function Change({ minor, currency }: { minor: number; currency: string }) {
  return (
    <span>
      {minor > 0 && '+'}
      <Money minor={minor} currency={currency} />
    </span>
  );
}
