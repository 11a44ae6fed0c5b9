import { Field, Int, ObjectType } from 'type-graphql';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import { ForeignCurrency } from './exchange-rate.entity.ts';
import { ratesBefore } from './note-rates.ts';
import { ratesFile, readRatesFile } from './read-rates-file.ts';

@ObjectType()
export class ExchangeRateImportRow {
  @Field(() => ForeignCurrency) currency!: ForeignCurrency;
  @Field(() => String, { description: 'YYYY-MM' }) month!: string;
  @Field(() => String, { nullable: true, description: 'As it is noted; none if it is not.' })
  before!: string | null;
  @Field(() => String) perPound!: string;
}

@ObjectType()
export class ExchangeRateImportProblem {
  @Field(() => Int) line!: number;
  @Field(() => String) message!: string;
}

@ObjectType()
export class ExchangeRateImport {
  @Field(() => [ExchangeRateImportRow]) rows!: ExchangeRateImportRow[];
  @Field(() => [ExchangeRateImportProblem]) problems!: ExchangeRateImportProblem[];
  @Field(() => Int, { description: 'Lines of currencies that nobody is billed in.' }) otherCount!: number;
}

/** What a file of rates would change, before anything is noted. [B5] */
export const exchangeRateImport = view({
  name: 'exchangeRateImport',
  permission: 'BILLING_RUN',
  input: input('ExchangeRateImportInput', { csv: ratesFile() }),
  type: () => ExchangeRateImport,
  async run(scope, { csv }): Promise<ExchangeRateImport> {
    const { rates, problems, otherCount } = readRatesFile(csv, scope.now);
    const before = await ratesBefore(scope, rates);
    return {
      rows: rates.map(({ line: _line, ...rate }) => ({
        ...rate,
        before: before.get(`${rate.currency} ${rate.month}`) ?? null,
      })),
      problems,
      otherCount,
    };
  },
});
