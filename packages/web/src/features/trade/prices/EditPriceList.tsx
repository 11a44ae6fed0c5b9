import { Checkbox, MultiSelect, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { line } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import type { PriceList } from './PriceListPage.tsx';
import { useCustomerOptions } from './use-customer-options.ts';

const UpdateDocument = graphql(`
  mutation UpdatePriceList($input: UpdatePriceListInput!) {
    updatePriceList(input: $input) {
      id
      name
    }
  }
`);

const RULES = z.object({
  name: line(80),
  everyone: z.boolean(),
  resellerIds: z.array(z.string()),
  tenantGroupIds: z.array(z.string()),
  companyIds: z.array(z.string()),
});

/** What a list is called and whom it is for [C2]. */
export function EditPriceList({ list, onClose }: { list: PriceList; onClose: () => void }) {
  const update = useSend(UpdateDocument, 'PriceList');
  const retail = list.kind === 'RETAIL';
  const known = list.customers.flatMap(
    ({ reseller, tenantGroup, company }) => reseller ?? tenantGroup ?? company ?? [],
  );
  const options = useCustomerOptions(retail, known);
  const form = useSubmitForm({
    initialValues: {
      name: list.name,
      everyone: list.everyone,
      resellerIds: list.customers.flatMap(({ reseller }) => reseller?.id ?? []),
      tenantGroupIds: list.customers.flatMap(({ tenantGroup }) => tenantGroup?.id ?? []),
      companyIds: list.customers.flatMap(({ company }) => company?.id ?? []),
    },
    schema: RULES,
    send: ({ everyone, resellerIds, tenantGroupIds, companyIds }, changed) =>
      update({
        input: {
          id: list.id,
          ...changed(({ name, everyone: all }) => ({ name, everyone: all })),
          ...(!everyone && (retail ? { companyIds } : { resellerIds, tenantGroupIds })),
        },
      }),
    onDone: ({ updatePriceList }) => {
      notifications.show({ message: `${updatePriceList.name} is saved.` });
      onClose();
    },
  });
  const { values, getInputProps } = form.form;
  return (
    <FormModal opened onClose={onClose} title={`Edit ${list.name}`} submitLabel="Save" form={form}>
      <TextInput label="Name" required maxLength={80} autoComplete="off" {...getInputProps('name')} />
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
