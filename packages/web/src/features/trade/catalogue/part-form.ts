import type { ParameterValues } from '@steward/shared';
import type { TypedValues } from '../../../ui/form/ParameterFields.tsx';

/** A part of a bundle as it is typed. */
export interface TypedPart {
  productId: string;
  quantity: number | string;
  parameters: TypedValues;
}

/** What the API has, as it is typed. */
export const typedPart = (part: {
  productId: string;
  quantity: number;
  parameters: ParameterValues;
}): TypedPart => ({
  ...part,
});

/** What the API takes: a setting that is left empty is as usual. */
export const partOf = ({ productId, quantity, parameters }: TypedPart) => ({
  productId,
  quantity: Number(quantity),
  parameters: Object.fromEntries(
    Object.entries(parameters).filter(([, value]) => typeof value !== 'string' || value.trim() !== ''),
  ),
});
