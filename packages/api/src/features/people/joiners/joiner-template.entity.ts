import { Field, ID, ObjectType } from 'type-graphql';
import { GraphQLValues } from '../../../kernel/scalars.ts';
import { Computed, Flag, Json, Key, Moment, One, Ref, Table, Text } from '../../../kernel/table.ts';
import { Company } from '../../platform/tenancy/index.ts';

/** A service that somebody begins with. */
export interface TemplateService {
  productId: string;
  parameters: Record<string, string | number | boolean>;
}

@ObjectType()
export class JoinerTemplateService {
  @Field(() => ID) productId!: string;
  @Field(() => String) product!: string;
  @Field(() => Boolean, { description: 'Whether it is on sale: what is not cannot be given to anybody new.' })
  active!: boolean;
  @Field(() => GraphQLValues, { description: 'What is chosen of that which the product asks.' })
  parameters!: Record<string, unknown>;
}

/** What people of one kind begin with in a company: services and how they are set up, job title, an invitation. [U5] */
@Table('joiner_template', {
  data: { kept: 'WHILE_USED', none: 'name jobTitle department invites services createdAt' },
  area: 'directory',
  tenant: { reseller: 'reseller_id', company: 'company_id' },
  place: 'with its company',
  begins: 'only while active',
  may: { platform: 'siud', reseller: 'siud', company: 'siud' },
  impersonal: ['name', 'jobTitle', 'department', 'invites'],
  constraints: {
    joiner_template_name: ['name', 'The company has a template of this name already.'],
  },
})
export class JoinerTemplate {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() companyId!: string;
  @Text() name!: string;
  @Text({ nullable: true }) jobTitle!: string | null;
  @Text({ nullable: true }) department!: string | null;
  @Flag({ description: 'Whether they are invited to sign in at once.' }) invites!: boolean;
  @Json() services!: TemplateService[];
  @Moment() createdAt!: Date;

  @Computed(
    () => [JoinerTemplateService],
    (row) =>
      `select coalesce(jsonb_agg(jsonb_build_object('productId', p.id, 'product', p.name, 'active', p.active,
          'parameters', s->'parameters') order by p.name), '[]') from jsonb_array_elements(${row}.services) s
        join product p on p.id = (s->>'productId')::uuid`,
  )
  begins!: JoinerTemplateService[];
  @One(() => Company, 'companyId') company!: Company;
}
