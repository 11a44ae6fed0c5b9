import { NativeSelect, type NativeSelectProps } from '@mantine/core';

export const VAT_ROUNDINGS = ['NEAREST', 'DOWN', 'EACH_LINE'] as const;

export const ROUNDING_WORDS = {
  NEAREST: 'By rate, to the nearest penny',
  DOWN: 'By rate, down to a penny',
  EACH_LINE: 'By line, to the nearest penny',
};

/** How whoever issues invoices brings VAT to whole pennies [B5]. */
export const VatRoundingSelect = (props: NativeSelectProps) => (
  <NativeSelect
    label="Rounding of VAT"
    description="For invoices from now on. Retailers may not round down; HMRC lets others."
    data={VAT_ROUNDINGS.map((value) => ({ value, label: ROUNDING_WORDS[value] }))}
    {...props}
  />
);
