import { notifications } from '@mantine/notifications';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useCompanyOptions } from '../../../data/use-company-options.ts';
import { useProductOptions } from '../../../data/use-product-options.ts';
import { useSend } from '../../../data/use-send.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FoundSelect } from '../../../ui/form/FoundSelect.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import type { Difference } from './differences.ts';

const MatchDocument = graphql(`
  mutation MatchSupplier($input: MatchSupplierInput!) {
    matchSupplier(input: $input) {
      id
      openCount
    }
  }
`);

interface MatchSeatsProps {
  difference: Difference;
  onClose: () => void;
}

/** Says which company, or which product, is meant by what the supplier calls it [P3]. */
export function MatchSeats({ difference: { bill, kind, customer, sku, company }, onClose }: MatchSeatsProps) {
  const ofCustomer = kind === 'CUSTOMER_UNKNOWN' && company === null;
  const match = useSend(MatchDocument, 'SeatDifference');
  const reference = ofCustomer ? customer : sku;
  const path = ofCustomer ? 'companyId' : 'productId';
  const form = useSubmitForm({
    initialValues: { companyId: '', productId: '' },
    schema: z.object({ [path]: z.string().min(1, 'Must be chosen.') }),
    send: ({ companyId, productId }) =>
      match({
        input: {
          billId: bill.id,
          kind: ofCustomer ? 'CUSTOMER' : 'PRODUCT',
          reference,
          ...(ofCustomer ? { companyId } : { productId }),
        },
      }),
    onDone: () => {
      notifications.show({ message: `${reference} is matched, on this bill and on those to come.` });
      onClose();
    },
  });
  const { values, getInputProps, setFieldValue } = form.form;
  const companies = useCompanyOptions(ofCustomer, values.companyId || undefined);
  const products = useProductOptions(values.productId || undefined);
  return (
    <FormModal
      opened
      onClose={onClose}
      title={`Which ${ofCustomer ? 'company' : 'product'} is ${reference}?`}
      submitLabel="Match"
      form={form}
    >
      <FoundSelect
        label={ofCustomer ? 'Company' : 'Product'}
        description="It is remembered for this supplier."
        placeholder="Type a name"
        required
        choices={ofCustomer ? companies : products}
        nothingFoundMessage={ofCustomer ? 'No company of that name' : 'No product of that name'}
        {...getInputProps(path)}
        value={values[path] || null}
        onChange={(id) => setFieldValue(path, id ?? '')}
      />
    </FormModal>
  );
}
