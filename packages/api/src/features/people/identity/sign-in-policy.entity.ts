import type { Level } from '@steward/shared';
import { Int } from 'type-graphql';
import { Choice, column, Key, Table } from '../../../kernel/table.ts';
import { LevelChoice } from './membership.entity.ts';

/**
 * How long sessions last at a level; only the gate's functions touch it, which say it to whoever it concerns and change it for
 * staff. [S46]
 */
@Table('sign_in_policy', {
  data: { kept: 'WHILE_USED', none: 'level idleMinutes absoluteMinutes' },
  area: 'reference',
  internal: true,
  tenant: 'none',
  may: { gate: 'su' },
  impersonal: ['idleMinutes', 'absoluteMinutes'],
})
export class SignInPolicy {
  @Key() id!: string;
  @Choice(LevelChoice) level!: Level;
  @column('integer', () => Int, {}) idleMinutes!: number;
  @column('integer', () => Int, {}) absoluteMinutes!: number;
}
