import { id } from '@steward/shared';
import { Field, Int, ObjectType } from 'type-graphql';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import { notFound } from '../../../kernel/problem.ts';
import { AUDIENCE } from './audience.ts';

/** How many a notice about a product would reach if it were published now. */
@ObjectType()
export class NoticeAudience {
  @Field(() => Int) resellers!: number;
  @Field(() => Int) companies!: number;
  @Field(() => Int, { description: 'End users who hold the service.' }) endUsers!: number;
  @Field(() => Int, { description: 'E-mail addresses it would go to, administrators included.' })
  people!: number;
}

/** What staff are shown before they publish: the audience, worked out from who holds the service. [N4] */
export const noticeAudience = view({
  name: 'noticeAudience',
  permission: 'NOTICE_PUBLISH',
  input: input('NoticeAudienceInput', { productId: id() }),
  type: () => NoticeAudience,
  async run(scope, { productId }): Promise<NoticeAudience> {
    const [found] = await scope.sql<NoticeAudience>(
      `with ${AUDIENCE}
       select (select count(distinct reseller_id)::int from holding) as resellers,
         (select count(distinct company_id)::int from holding) as companies,
         (select count(distinct end_user_id)::int from holding) as "endUsers",
         (select count(distinct lower(email))::int from person) as people
       from product where id = any ($1)`,
      [[productId]],
    );
    if (!found) throw notFound('product');
    return found;
  },
});
