import { id, optional } from '@steward/shared';
import { Field, ID, ObjectType } from 'type-graphql';
import { memberOf } from '../../../kernel/actor.ts';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import { invalid, notFound } from '../../../kernel/problem.ts';
import { GraphQLDate } from '../../../kernel/scalars.ts';
import { enumeration } from '../../../kernel/table.ts';
import { TransferMechanism } from './sub-processor.entity.ts';

const ChainLinkKind = enumeration('ChainLinkKind', {
  RESELLER: 'RESELLER',
  PLATFORM: 'PLATFORM',
  SUB_PROCESSOR: 'SUB_PROCESSOR',
});

@ObjectType()
class ChainLink {
  @Field(() => ChainLinkKind) kind!: keyof typeof ChainLinkKind;
  @Field(() => String) name!: string;
  @Field(() => String, { nullable: true, description: 'Where it is established, as a country code.' })
  country!: string | null;
  @Field(() => ID, { nullable: true }) subProcessorId!: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'For whom it works: of a sub-processor whoever engaged it.',
  })
  engagedBy!: string | null;
  @Field(() => String, { nullable: true, description: 'What it does with personal data.' }) does!:
    | string
    | null;
  @Field(() => [String], { description: 'Where it processes personal data.' }) places!: string[];
  @Field(() => TransferMechanism, { nullable: true }) transfer!: keyof typeof TransferMechanism | null;
  @Field(() => GraphQLDate, { nullable: true }) since!: string | null;
}

@ObjectType()
class ProcessingChain {
  @Field(() => ID, { nullable: true, description: 'None: for what all services have in common.' })
  productId!: string | null;
  @Field(() => String, { nullable: true }) product!: string | null;
  @Field(() => [ChainLink], { description: 'From whoever sells it down to whom they engage.' })
  links!: ChainLink[];
}

/**
 * Through whose hands personal data goes, service by service, of what a company holds, or, for an end user, of what they hold
 * themselves. Sellers name the company. What is announced is not in it before its day. [D1]
 */
export const processingChain = view({
  name: 'processingChain',
  permission: 'PROCESSING_READ',
  input: input('ProcessingChainInput', { companyId: optional(id()) }),
  type: () => [ProcessingChain],
  async run(scope, { companyId: given }): Promise<ProcessingChain[]> {
    const own = memberOf(scope.actor).companyId;
    const companyId = own ?? given;
    if (!companyId) throw invalid('companyId', 'Must be filled in: of whose services?');
    if (own && given && given !== own) throw notFound('company');
    const [company] = await scope.sql('select from company where id = $1', [companyId]);
    if (!company) throw notFound('company');
    const [row] = await scope.sql<{ chains: ProcessingChain[] }>(CHAINS, [companyId]);
    return row?.chains ?? [];
  },
});

const link = (kind: keyof typeof ChainLinkKind, fields: string): string =>
  `json_build_object('kind', '${kind}', ${fields})`;
const PARTY = `'subProcessorId', null, 'does', null, 'places', '[]'::json, 'transfer', null, 'since', null`;

const CHAINS = `
  with seller as (select r.id, r.name, r.is_platform, r.address->>'country' as country from company c join reseller r on r.id = c.reseller_id where c.id = $1),
  held as (
    select null::uuid as id, null::text as name, '' as position
    union all
    select distinct p.id, p.name, p.name from subscription s join product p on p.id = s.product_id
      where s.company_id = $1 and s.state <> 'ENDED')
  select json_agg(json_build_object('productId', h.id, 'product', h.name, 'links', l.links) order by h.position, h.id) as chains
    from held h cross join seller r cross join operator_of_all() o cross join lateral (
      select json_agg(e.link order by e.position, e.name) as links from (
        select 1 as position, r.name, ${link('RESELLER', `'name', r.name, 'country', r.country, 'engagedBy', null, ${PARTY}`)} as link where not r.is_platform
        union all
        select 2, o.name, ${link('PLATFORM', `'name', o.name, 'country', o.country, 'engagedBy', case when not r.is_platform then r.name end, ${PARTY}`)}
        union all
        select 3, s.name, ${link(
          'SUB_PROCESSOR',
          `'name', s.name, 'country', s.country, 'subProcessorId', s.id, 'engagedBy', case when s.by_platform then o.name else r.name end,
           'does', s.does, 'places', s.places, 'transfer', s.transfer, 'since', s.since`,
        )}
          from sub_processor s where s.state = 'IN_USE' and (s.by_platform or s.reseller_id = r.id)
            and (s.product_ids = '{}' or h.id = any (s.product_ids))) e) l`;
