import { NativeSelect, type NativeSelectProps } from '@mantine/core';

export const VAT_ROUNDINGS = ['NEAREST', 'DOWN', 'EACH_LINE'] as const;

const WORDS = {
  NEAREST: 'Of all lines of a rate, to the nearest penny',
  DOWN: 'Of all lines of a rate, down to a penny (not for retailers)',
  EACH_LINE: 'Of each line, to the nearest penny',
};

/** How whoever issues invoices brings VAT to whole pennies [B5]. */
export const VatRoundingSelect = (props: NativeSelectProps) => (
  <NativeSelect
    label="Rounding of VAT"
    description="For invoices from now on. HMRC lets only those who sell to other businesses round down."
    data={VAT_ROUNDINGS.map((value) => ({ value, label: WORDS[value] }))}
    {...props}
  />
);
