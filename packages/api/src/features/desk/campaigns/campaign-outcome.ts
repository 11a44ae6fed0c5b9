import { type ContactReason, id } from '@steward/shared';
import { Field, Int, ObjectType } from 'type-graphql';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import { ContactReasonChoice } from '../../trust/consents/index.ts';
import { Campaign } from './campaign.entity.ts';

/** How many of a campaign's contacts are, or are not, written to for one reason. */
@ObjectType()
export class CampaignReason {
  @Field(() => ContactReasonChoice) code!: ContactReason;
  @Field(() => Boolean) allowed!: boolean;
  @Field(() => String, { description: 'In words.' }) why!: string;
  @Field(() => String) rule!: string;
  @Field(() => Int) count!: number;
}

/** Who may be written to and who may not, counted by reason. [N2] */
export const campaignOutcome = view({
  name: 'campaignOutcome',
  permission: 'CAMPAIGN_READ',
  input: input('CampaignOutcomeInput', { campaignId: id() }),
  type: () => [CampaignReason],
  async run(scope, { campaignId }): Promise<CampaignReason[]> {
    await scope.load(Campaign, campaignId);
    return scope.sql<CampaignReason>(
      `select r.code, r.allowed, min(r.why) as why, min(r.rule) as rule, count(*)::int as count from campaign_recipient r
        where r.campaign_id = $1 group by r.code, r.allowed order by r.allowed desc, count(*) desc, r.code`,
      [campaignId],
    );
  },
});
