import { id, localDate } from '@steward/shared';
import { Field, ID, ObjectType } from 'type-graphql';
import { z } from 'zod';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { judgeNew } from './judge-new.ts';
import { lacking } from './lacking.ts';

@ObjectType()
export class LackingAddress {
  @Field(() => ID) endUserId!: string;
  @Field(() => String) displayName!: string;
  @Field(() => String, { description: 'The product that needs it.' }) product!: string;
}

/** Someone who would have two products of one kind. */
@ObjectType()
export class Overlap {
  @Field(() => ID) endUserId!: string;
  @Field(() => String) displayName!: string;
  @Field(() => String) product!: string;
  @Field(() => String, { description: 'What they have already, or would get with it.' }) besides!: string;
}

/** Someone who cannot be given a product because of what else they have, or do not have. */
@ObjectType()
export class Hindrance {
  @Field(() => ID) endUserId!: string;
  @Field(() => ID) productId!: string;
  @Field(() => String) message!: string;
}

@ObjectType()
export class OrderPreview {
  @Field(() => [LackingAddress], { description: 'Who has no e-mail address, which a product needs.' })
  lacking!: LackingAddress[];
  @Field(() => [Overlap]) overlapping!: Overlap[];
  @Field(() => [Hindrance], {
    description:
      'Who lacks what a product needs, or has what it does not go with, with all of these products.',
  })
  hindered!: Hindrance[];
}

/** What stands in the way of giving these end users these products, and what they would have twice. [C4] */
export const orderPreview = view({
  name: 'orderPreview',
  permission: 'SUBSCRIPTION_WRITE',
  input: input('OrderPreviewInput', {
    endUserIds: z.array(id()).max(500, 'May name at most 500.'),
    productIds: z.array(id()).max(10, 'May name at most 10.'),
  }),
  type: () => OrderPreview,
  async run(scope, { endUserIds, productIds }): Promise<OrderPreview> {
    const overlapping = await scope.sql<Overlap>(
      `select u.id as "endUserId", u.first_name || ' ' || u.last_name as "displayName", p.name as product, o.name as besides
         from end_user u join product p on p.id = any ($2) and p.kind is not null
         join product o on lower(o.kind) = lower(p.kind) and o.id <> p.id
         where u.id = any ($1)
           and (o.id = any ($2) and o.id > p.id or exists (select from subscription s
             where s.end_user_id = u.id and s.product_id = o.id and s.state not in ('ENDING', 'ENDED')))
         order by u.last_key, u.first_key, u.id, p.name_key, o.name_key`,
      [endUserIds, productIds],
    );
    return {
      lacking: await lacking(scope, endUserIds, productIds),
      overlapping,
      hindered: await hindered(scope, endUserIds, productIds),
    };
  },
});

async function hindered(
  scope: Scope,
  endUserIds: readonly string[],
  productIds: readonly string[],
): Promise<Hindrance[]> {
  const people = await scope.sql<{ id: string; companyId: string }>(
    `select u.id, u.company_id as "companyId" from end_user u where u.id = any ($1) order by u.last_key, u.first_key, u.id`,
    [endUserIds],
  );
  const found: Hindrance[] = [];
  for (const [companyId, those] of Map.groupBy(people, (one) => one.companyId)) {
    const wanted = those.flatMap(({ id: endUserId }) =>
      [...new Set(productIds)].map((productId) => ({ endUserId, productId })),
    );
    const { problems } = await judgeNew(scope, { id: companyId }, wanted, localDate(scope.now));
    for (const { at, setting, message } of problems)
      if (setting === null) found.push({ ...(wanted[at] as (typeof wanted)[number]), message });
  }
  return found;
}
