import { NativeSelect, type NativeSelectProps } from '@mantine/core';
import { SUPPLY_KINDS, SUPPLY_WORDS } from '../../../data/product-kinds.ts';

const CHOICES = SUPPLY_KINDS.map((value) => ({ value, label: SUPPLY_WORDS[value] }));

/** How a product is taxed, wherever it is charged [B5]. */
export const SupplyKindSelect = (props: NativeSelectProps) => (
  <NativeSelect
    label="VAT"
    description="Telecommunications are calls and the like, not lines, licences or hosting: resellers that are registered account for their VAT themselves."
    data={CHOICES}
    {...props}
  />
);
