import { Checkbox, MultiSelect, Select, TextInput } from '@mantine/core';
import { CURRENCIES, line } from '@steward/shared';
import { useNavigate } from '@tanstack/react-router';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { useViewer } from '../../../data/viewer.ts';
import { CurrencySelect } from '../../../ui/form/CurrencySelect.tsx';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { useCustomerOptions } from './use-customer-options.ts';

const AddDocument = graphql(`
  mutation AddPriceList($input: AddPriceListInput!) {
    addPriceList(input: $input) {
      id
      name
    }
  }
`);

const RULES = z.object({
  name: line(80),
  kind: z.enum(['WHOLESALE', 'RETAIL']),
  currency: z.enum([...CURRENCIES, '']),
  everyone: z.boolean(),
  resellerIds: z.array(z.string()),
  tenantGroupIds: z.array(z.string()),
  companyIds: z.array(z.string()),
});

/** Begins a list: what it is called, whom it is for [C2]. */
export function AddPriceList({ onClose }: { onClose: () => void }) {
  const { level } = useViewer();
  const navigate = useNavigate();
  const add = useSend(AddDocument, 'PriceList');
  const platform = level === 'PLATFORM';
  const form = useSubmitForm({
    initialValues: {
      name: '',
      kind: (platform ? 'WHOLESALE' : 'RETAIL') as 'WHOLESALE' | 'RETAIL',
      currency: '' as (typeof CURRENCIES)[number] | '',
      everyone: false,
      resellerIds: [] as string[],
      tenantGroupIds: [] as string[],
      companyIds: [] as string[],
    },
    schema: RULES,
    send: ({ name, kind, currency, everyone, resellerIds, tenantGroupIds, companyIds }) =>
      add({
        input: {
          name,
          kind,
          currency: currency || null,
          everyone,
          ...(!everyone && (kind === 'RETAIL' ? { companyIds } : { resellerIds, tenantGroupIds })),
        },
      }),
    onDone: ({ addPriceList }) => {
      onClose();
      void navigate({ to: '/price-lists/$priceListId', params: { priceListId: addPriceList.id } });
    },
  });
  const { values, getInputProps } = form.form;
  const retail = values.kind === 'RETAIL';
  const options = useCustomerOptions(retail);
  return (
    <FormModal
      opened
      onClose={onClose}
      title="New price list"
      submitLabel="Begin its first version"
      form={form}
    >
      <TextInput label="Name" required maxLength={80} autoComplete="off" {...getInputProps('name')} />
      {platform && (
        <Select
          label="Kind"
          allowDeselect={false}
          data={[
            { value: 'WHOLESALE', label: 'Wholesale: what resellers pay' },
            { value: 'RETAIL', label: 'Retail: what your direct customers pay' },
          ]}
          {...getInputProps('kind')}
        />
      )}
      <CurrencySelect
        label="Currency"
        description="It is for those who are billed in it; nothing is converted."
        usual="As you are billed yourself"
        {...getInputProps('currency')}
      />
      <Checkbox
        label={`For all ${retail ? 'companies' : 'resellers'} that have no list of their own`}
        {...getInputProps('everyone', { type: 'checkbox' })}
      />
      {!values.everyone &&
        options.map(({ field, ...choice }) => (
          <MultiSelect key={field} searchable {...choice} {...getInputProps(field)} />
        ))}
    </FormModal>
  );
}
