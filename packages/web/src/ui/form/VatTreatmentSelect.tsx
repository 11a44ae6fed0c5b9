import { NativeSelect, type NativeSelectProps } from '@mantine/core';
import { options } from '../../lib/words.ts';

const TREATMENTS = options(['STANDARD', 'OUTSIDE_UK']);

/** What VAT a customer is charged; `byAddress` lets its address decide, for one that is new [B5]. */
export const VatTreatmentSelect = ({
  byAddress = false,
  ...props
}: NativeSelectProps & { byAddress?: boolean }) => (
  <NativeSelect
    label="VAT on its invoices"
    data={byAddress ? [{ value: '', label: 'By its address' }, ...TREATMENTS] : TREATMENTS}
    {...props}
  />
);
