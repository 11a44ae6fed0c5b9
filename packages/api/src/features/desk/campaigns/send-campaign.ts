import { id } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { enqueue } from '../../../kernel/jobs.ts';
import { conflict } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { draft } from './campaign-input.ts';
import { sendCampaignJob } from './send-campaign-batch.ts';

/** Begins to send a campaign that has been checked as it stands; about each contact it is decided once more as their letter goes out. [N2] */
export const sendCampaign = verb({
  name: 'sendCampaign',
  permission: 'CAMPAIGN_SEND',
  input: input('SendCampaignInput', { id: id() }),
  async run(scope, { id: campaignId }) {
    const campaign = await draft(scope, campaignId);
    if (!campaign.checkedAt) throw conflict('Check first who may be written to.', 'id');
    const [found] = await scope.sql(
      `select from campaign_recipient where campaign_id = $1 and state = 'WAITING' limit 1`,
      [campaignId],
    );
    if (!found) throw conflict('There is nobody who may be written to about this.', 'id');
    const { resellerId } = campaign;
    Object.assign(campaign, {
      state: 'SENDING',
      startedAt: scope.now,
      sentBy: memberOf(scope.actor).membershipId,
    });
    await enqueue(scope, sendCampaignJob, { resellerId, campaignId });
    const changed = { state: ['DRAFT', 'SENDING'] } as const;
    return { result: campaignId, subject: { type: 'Campaign', id: campaignId, resellerId, changed } };
  },
});
