import { id } from '@steward/shared';
import { Field, Int, ObjectType } from 'type-graphql';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import {
  DataClass,
  type Purpose,
  PurposeChoice,
  personalColumns,
  type RetentionRule,
  RetentionRuleChoice,
  retentionRule,
} from '../../../kernel/personal-data.ts';
import { allTables, enumeration } from '../../../kernel/table.ts';
import { askedTenant } from './asked-tenant.ts';
import { readTerms, type Term } from './matrix.ts';

const RetentionDecider = enumeration('RetentionDecider', {
  STATUTE: 'STATUTE',
  CONTRACT: 'CONTRACT',
  DEFAULT: 'DEFAULT',
  CHOICE: 'CHOICE',
});

@ObjectType('RetentionLine')
class RetentionLineView {
  @Field(() => RetentionRuleChoice) rule!: RetentionRule;
  @Field(() => String, { description: 'How long, in words, as the matrix has it.' }) words!: string;
  @Field(() => String, { description: 'What asks for it.' }) because!: string;
  @Field(() => RetentionDecider, {
    description: 'What decides: statute before contract before default, or your own choice.',
  })
  decidedBy!: Term['decidedBy'];
  @Field(() => Int, { nullable: true, description: 'None: while it is used, or days.' }) months!:
    | number
    | null;
  @Field(() => Int, { nullable: true }) days!: number | null;
  @Field(() => Int, { nullable: true, description: 'Without a choice.' }) usualMonths!: number | null;
  @Field(() => Int, {
    nullable: true,
    description: 'The fewest that may be chosen; null: there is no choice.',
  })
  leastMonths!: number | null;
  @Field(() => [DataClass], { description: 'What falls under it.' }) classes!: DataClass[];
  @Field(() => [PurposeChoice], { description: 'Why it is held.' }) purposes!: Purpose[];
  @Field(() => [String], { description: 'Where it is.' }) tables!: string[];
}

/** How long what is kept of a tenant, class by class and purpose by purpose, and what decides it. [D4] */
export const retentionMatrix = view({
  name: 'retentionMatrix',
  permission: 'RETENTION_READ',
  input: input('RetentionMatrixInput', { companyId: id().nullish() }),
  type: () => [RetentionLineView],
  async run(scope, { companyId }): Promise<RetentionLineView[]> {
    const terms = await readTerms(scope, await askedTenant(scope, companyId));
    return terms.flatMap((term) => {
      const tables = allTables().filter(
        (table) => table.options.data.kept === term.rule && personalColumns(table).length,
      );
      const columns = tables.flatMap(personalColumns);
      if (!columns.length) return [];
      const { words, because } = retentionRule(term.rule);
      return {
        ...term,
        words,
        because,
        classes: [...new Set(columns.map((column) => column.class))],
        purposes: [...new Set(columns.map(({ purpose }) => purpose))],
        tables: tables.map(({ table }) => table),
      };
    });
  },
});
