import { isId } from '@steward/shared';
import { ID } from 'type-graphql';
import type { FilterField } from '../../../kernel/read/list.ts';

/** Of end users: who holds the product now: PENDING, ACTIVE or PARKED. */
export const holdsProduct: FilterField = {
  type: () => ID,
  condition: (row, value, statement) =>
    isId(String(value))
      ? `exists (select from subscription s where s.end_user_id = ${row}.id and s.product_id = ${statement.bind(value, 'uuid')}
           and s.state not in ('ENDING', 'ENDED'))`
      : 'false',
};
