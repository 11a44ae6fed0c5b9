import { Field, Int, ObjectType } from 'type-graphql';
import {
  Choice,
  column,
  Document,
  enumeration,
  Json,
  Key,
  Moment,
  One,
  Ref,
  Table,
  Text,
  Whole,
} from '../../../kernel/table.ts';
import { Company } from '../../platform/tenancy/index.ts';

export const ImportState = enumeration('ImportState', {
  PREVIEW: 'PREVIEW',
  APPLIED: 'APPLIED',
  DISCARDED: 'DISCARDED',
});
export type ImportState = keyof typeof ImportState;

@ObjectType()
export class ImportError {
  @Field(() => String) column!: string;
  @Field(() => String) message!: string;
}

@ObjectType()
export class ImportRow {
  @Field(() => Int) line!: number;
  @Field(() => String) firstName!: string;
  @Field(() => String) lastName!: string;
  @Field(() => String) email!: string;
  @Field(() => String) mobile!: string;
  @Field(() => String) phone!: string;
  @Field(() => String) jobTitle!: string;
  @Field(() => String) department!: string;
  @Field(() => [ImportError]) errors!: ImportError[];
}

/** A file of end users as a change-set: read and checked, then applied whole or not at all. [U2] */
@Table('end_user_import', {
  area: 'directory',
  tenant: { reseller: 'reseller_id', company: 'company_id' },
  place: 'with its company',
  begins: 'only while active',
  may: { platform: 'siu', reseller: 'siu', company: 'siu', worker: 'sud' },
})
export class EndUserImport {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() companyId!: string;
  @Text() fileName!: string;
  @Choice(ImportState) state!: ImportState;
  @Whole() rowCount!: number;
  @Whole() errorCount!: number;
  @column('text[]', () => [String], {
    description: 'Columns of the file that were not understood and are left out.',
  })
  unknownColumns!: string[];
  /** What the preview shows: rows with errors first, at most 500; emptied once applied or discarded. */
  @Document(() => [ImportRow], { sealed: ['mobile', 'phone'] }) rows!: ImportRow[];
  /** All rows as they will be written, numbers sealed for these; emptied once applied or discarded. */
  @Json() accepted!: unknown;
  @Moment() createdAt!: Date;

  @One(() => Company, 'companyId') company!: Company;
}
