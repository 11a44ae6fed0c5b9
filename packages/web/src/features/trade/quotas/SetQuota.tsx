import { NumberInput, SegmentedControl, Select } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { parseMoney } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { CATEGORIES, type Category } from '../../../data/product-kinds.ts';
import { useProductOptions } from '../../../data/use-product-options.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { options } from '../../../lib/words.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { MoneyField } from '../../../ui/form/MoneyField.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import type { HeldTo, Quota } from './QuotaList.tsx';
import { amountOf, quotaName } from './quota-words.ts';

const SetQuotaDocument = graphql(`
  mutation SetQuota($input: SetQuotaInput!) {
    setQuota(input: $input) {
      id
    }
  }
`);

const CompanyDocument = graphql(`
  query CompanyHeldTo($id: ID!) {
    company(id: $id) {
      id
      currency
    }
  }
`);

const ResellerDocument = graphql(`
  query ResellerHeldTo($id: ID!) {
    reseller(id: $id) {
      id
      currency
    }
  }
`);

/** What whoever is held to a quota pays in. */
function usePaidIn(heldTo: HeldTo): string {
  const [companyId, resellerId] =
    'companyId' in heldTo ? [heldTo.companyId, undefined] : [undefined, heldTo.resellerId];
  const company = useRead(
    CompanyDocument,
    { id: companyId ?? '' },
    { pause: !companyId, types: ['Company'] },
  );
  const reseller = useRead(
    ResellerDocument,
    { id: resellerId ?? '' },
    { pause: !resellerId, types: ['Reseller'] },
  );
  return (
    (company.state === 'ready' ? company.data.company?.currency : undefined) ??
    (reseller.state === 'ready' ? reseller.data.reseller?.currency : undefined) ??
    'GBP'
  );
}

const COUNTS = ['PRODUCT', 'CATEGORY', 'MONEY'] as const;
type Counts = (typeof COUNTS)[number];
const COUNT_WORDS: Record<Counts, string> = {
  PRODUCT: 'A product',
  CATEGORY: 'A category',
  MONEY: 'Money a month',
};

const rules = (currency: string) =>
  z
    .object({
      counts: z.enum(COUNTS),
      productId: z.string(),
      category: z.string(),
      most: z.union([z.number(), z.string()]),
      mostMinor: z.string(),
    })
    .superRefine(({ counts, productId, category, most, mostMinor }, context) => {
      const say = (path: string, message: string) =>
        context.addIssue({ code: 'custom', path: [path], message });
      if (counts === 'PRODUCT' && !productId) say('productId', 'Must be filled in.');
      if (counts === 'CATEGORY' && !category) say('category', 'Must be filled in.');
      if (counts !== 'MONEY' && typeof most !== 'number') say('most', 'Must be a whole number.');
      if (counts === 'MONEY' && (parseMoney(mostMinor, currency) ?? -1) < 0)
        say('mostMinor', 'Must be an amount such as 1,500.00.');
    });

interface SetQuotaProps {
  heldTo: HeldTo;
  /** The one that is changed; none: another one. */
  quota?: Quota | undefined;
  onClose: () => void;
}

/** Says how much there may be at most of a product, a category, or in money a month [C4]. */
export function SetQuota({ heldTo, quota, onClose }: SetQuotaProps) {
  const set = useSend(SetQuotaDocument, 'Quota');
  const currency = usePaidIn(heldTo);
  const products = useProductOptions(quota?.product?.id);
  const begins: Counts = quota
    ? quota.product
      ? 'PRODUCT'
      : quota.category
        ? 'CATEGORY'
        : 'MONEY'
    : 'PRODUCT';
  const form = useSubmitForm({
    initialValues: {
      counts: begins,
      productId: quota?.product?.id ?? '',
      category: (quota?.category ?? '') as string,
      most: (quota?.most ?? '') as number | string,
      mostMinor: quota?.mostMinor == null ? '' : (quota.mostMinor / 100).toFixed(2),
    },
    schema: rules(currency),
    send: ({ counts, productId, category, most, mostMinor }) =>
      set({
        input: {
          ...heldTo,
          ...(counts === 'PRODUCT' && { productId, most: Number(most) }),
          ...(counts === 'CATEGORY' && { category: category as Category, most: Number(most) }),
          ...(counts === 'MONEY' && { mostMinor: parseMoney(mostMinor, currency) }),
        },
      }),
    onDone: () => {
      notifications.show({ message: 'The quota is set.' });
      onClose();
    },
  });
  const { values, getInputProps } = form.form;
  const forReseller = 'resellerId' in heldTo;
  return (
    <FormModal
      opened
      onClose={onClose}
      title={quota ? `Quota of ${quotaName(quota)}` : 'Set a quota'}
      submitLabel="Set this quota"
      form={form}
      summary={
        <FormSummary
          facts={[
            ['For', forReseller ? 'All companies of this reseller together' : 'This company'],
            ['Used now', quota && quota.used !== null ? amountOf(quota, quota.used) : null],
          ]}
          effects={[
            'What there is already stays, also if it is more. Nothing can be ordered above it, by anybody.',
            forReseller
              ? 'The reseller sees it. Its companies are told that there is no more, not how much there is.'
              : 'The company sees it, and how much of it is used.',
          ]}
        />
      }
    >
      {!quota && (
        <SegmentedControl
          aria-label="Of what"
          data={COUNTS.map((value) => ({ value, label: COUNT_WORDS[value] }))}
          {...getInputProps('counts')}
        />
      )}
      {values.counts === 'PRODUCT' && !quota && (
        <Select
          label="Product"
          required
          searchable
          data={products.options}
          onSearchChange={products.onSearch}
          {...getInputProps('productId')}
        />
      )}
      {values.counts === 'CATEGORY' && !quota && (
        <Select
          label="Category"
          description="All of its products together."
          required
          data={options(CATEGORIES)}
          {...getInputProps('category')}
        />
      )}
      {values.counts === 'MONEY' ? (
        <MoneyField
          label="At most, a month"
          currency={currency}
          description={
            forReseller
              ? 'What the reseller pays you for everything, without VAT.'
              : 'What the company pays for everything, without VAT.'
          }
          required
          {...getInputProps('mostMinor')}
        />
      ) : (
        <NumberInput
          label="At most"
          description="Units, of all who have it."
          required
          min={0}
          max={1_000_000}
          allowDecimal={false}
          {...getInputProps('most')}
        />
      )}
    </FormModal>
  );
}
