import { invalid } from '../../../kernel/problem.ts';
import type { ProductUnit } from './product.entity.ts';

/** INVALID_INPUT unless a product of this unit is for single people: a company as a whole has no e-mail address. [C4] */
export function assertForPeople(unit: ProductUnit): void {
  if (unit !== 'PER_USER')
    throw invalid('needsAddress', 'Must be left out: this product is for the company as a whole.');
}
