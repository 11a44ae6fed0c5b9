import { Field, Int, ObjectType } from 'type-graphql';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import { ReviewSilence } from './access-review.entity.ts';
import { type ReviewRule, reviewBounds, reviewRule } from './review-rule.ts';
import { ownReviewing } from './reviewed.ts';
import { TenantsSilence } from './update-access-review-rule.ts';

@ObjectType('AccessReviewRule')
class AccessReviewRuleView implements ReviewRule {
  @Field(() => ReviewSilence, { description: 'What becomes of what nobody decides.' })
  silence!: ReviewSilence;
  @Field(() => Int, { description: 'Days from opening to the last day.' }) days!: number;
  @Field(() => TenantsSilence, { description: 'What the platform lets tenants choose.' })
  tenantsSilence!: keyof typeof TenantsSilence;
  @Field(() => Int, { description: 'The most days that the platform lets tenants choose.' })
  tenantsDaysMost!: number;
}

/** What one's own tenant's reviews keep to, and what it may choose from. [T9] */
export const accessReviewRule = view({
  name: 'accessReviewRule',
  permission: 'ACCESS_REVIEW_READ',
  input: input('AccessReviewRuleInput', {}),
  type: () => AccessReviewRuleView,
  async run(scope): Promise<AccessReviewRuleView> {
    const rule = await reviewRule(scope, ownReviewing(scope));
    const { silence: tenantsSilence, daysMost: tenantsDaysMost } = await reviewBounds(scope);
    return { ...rule, tenantsSilence, tenantsDaysMost };
  },
});
