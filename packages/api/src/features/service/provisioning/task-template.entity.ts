import { setting } from '../../../kernel/protection.ts';
import { Choice, column, enumeration, Key, Moment, One, Ref, Table, Whole } from '../../../kernel/table.ts';
import { Product } from '../../trade/catalogue/index.ts';

/** Who does what is done by hand. */
export const TaskSide = enumeration('TaskSide', { PLATFORM: 'PLATFORM', RESELLER: 'RESELLER' });
export type TaskSide = keyof typeof TaskSide;

/** What the tasks of a product consist of: who does them, within how many working days, and what has to be done. [P2] */
@Table('task_template', {
  data: { kept: 'WHILE_USED', none: 'doneBy dueDays setUp changing removal createdAt' },
  area: 'services',
  tenant: 'none',
  may: { platform: 'siud', gate: 's' },
  rows: { platform: `${setting('membership_id')} is not null` },
})
export class TaskTemplate {
  @Key() id!: string;
  @Ref() productId!: string;
  @Choice(TaskSide, { description: 'A customer without a reseller is the platform’s to do.' })
  doneBy!: TaskSide;
  @Whole({ description: 'Working days from when it is asked for.' }) dueDays!: number;
  @column('text[]', () => [String], { description: 'What has to be done to set it up.' }) setUp!: string[];
  @column('text[]', () => [String], { description: 'What has to be done to change it.' })
  changing!: string[];
  @column('text[]', () => [String], { description: 'What has to be done to take it away.' })
  removal!: string[];
  @Moment() createdAt!: Date;

  @One(() => Product, 'productId') product!: Product;
}
