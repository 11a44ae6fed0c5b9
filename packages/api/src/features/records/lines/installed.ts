import { line, ukPostcode } from '@steward/shared';
import { invalid } from '../../../kernel/problem.ts';

/** Where a line is installed, part by part. */
export const INSTALLED = {
  building: line(80),
  street: line(120),
  town: line(80),
  postcode: ukPostcode(),
};
type Part = keyof typeof INSTALLED;

const PARTS: readonly Part[] = ['building', 'street', 'town', 'postcode'];

/** The parts that are missing of an address of which some stand; none of one that is left out. */
export function missingParts(at: { [One in Part]?: string | null | undefined }): Part[] {
  const missing = PARTS.filter((part) => !at[part]);
  return missing.length === PARTS.length ? [] : missing;
}

/** INVALID_INPUT at the first part that is missing of an address of which some stand. */
export function assertWhole(at: { [One in Part]?: string | null | undefined }): void {
  const [missing] = missingParts(at);
  if (missing) throw invalid(missing, 'Must be filled in: an address has all four parts.');
}
