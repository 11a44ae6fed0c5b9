import { id } from '@steward/shared';
import { Field, Int, ObjectType } from 'type-graphql';
import { view } from '../../../kernel/graphql/door.ts';
import { input, oneOf } from '../../../kernel/input.ts';
import {
  DataClass,
  personalColumns,
  type RetentionRule,
  RetentionRuleChoice,
} from '../../../kernel/personal-data.ts';
import { invalid } from '../../../kernel/problem.ts';
import { askedTenant } from './asked-tenant.ts';
import { countDue, type DueMonth, groundOf, tablesOf } from './due.ts';
import type { Hold } from './holds.ts';
import { HeldBack } from './retention.entity.ts';
import { assertShortens, months } from './set-retention.ts';

@ObjectType('RetentionMonth')
class RetentionMonthView {
  @Field(() => String, { description: 'In which its time began, YYYY-MM.' }) month!: string;
  @Field(() => Int) dueCount!: number;
  @Field(() => Int) heldCount!: number;
}

@ObjectType('RetentionDue')
class RetentionDueView {
  @Field(() => String) table!: string;
  @Field(() => DataClass) class!: DataClass;
  @Field(() => RetentionRuleChoice) rule!: RetentionRule;
  @Field(() => Int, { description: 'Rows whose time is over: they go the next night, unless they are held.' })
  dueCount!: number;
  @Field(() => Int, { description: 'Of these, how many a hold keeps.' }) heldCount!: number;
  @Field(() => [HeldBack], { description: 'What keeps them.' }) holds!: HeldBack[];
  @Field(() => [RetentionMonthView]) months!: RetentionMonthView[];
}

/** How many of some rows each hold keeps, where it keeps any. */
export const heldBack = (holds: readonly Hold[], counted: readonly DueMonth[]): HeldBack[] =>
  holds.flatMap(({ reference }, i) => {
    const count = sum(counted.map(({ by }) => by[i] ?? 0));
    return count ? [{ reference, count }] : [];
  });

export const sum = (numbers: readonly number[]): number => numbers.reduce((one, other) => one + other, 0);

/**
 * What would go the next night, table by table, class by class and month by month: a dry run, which changes nothing. A time that
 * might be chosen can be tried. [D4] [S84]
 */
export const retentionPreview = view({
  name: 'retentionPreview',
  permission: 'RETENTION_READ',
  input: input('RetentionPreviewInput', {
    companyId: id().nullish(),
    rule: oneOf(RetentionRuleChoice).nullish(),
    months: months().nullish(),
  }),
  type: () => [RetentionDueView],
  async run(scope, { companyId, rule, months: tried }): Promise<RetentionDueView[]> {
    const tenant = await askedTenant(scope, companyId);
    if (tried != null && !rule) throw invalid('rule', 'Say for which line of the matrix.');
    if (rule && tried != null) await assertShortens(scope, tenant, rule, tried);
    const ground = await groundOf(scope, tenant, rule && tried != null ? { [rule]: tried } : undefined);
    const tables = tablesOf(ground).filter(({ options }) => !rule || options.data.kept === rule);
    const counted = await countDue(scope, ground, tables);
    return tables.flatMap((definition) => {
      const ofTable = counted.filter(({ table }) => table === definition.table);
      if (!ofTable.length) return [];
      const classes = [...new Set(personalColumns(definition).map((column) => column.class))];
      return classes.map((dataClass) => ({
        table: definition.table,
        class: dataClass,
        rule: definition.options.data.kept,
        dueCount: sum(ofTable.map(({ due }) => due)),
        heldCount: sum(ofTable.map(({ held }) => held)),
        holds: heldBack(ground.holds, ofTable),
        months: ofTable.map(({ month, due, held }) => ({ month, dueCount: due, heldCount: held })),
      }));
    });
  },
});
