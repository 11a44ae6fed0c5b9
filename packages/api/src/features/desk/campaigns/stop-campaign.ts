import { id } from '@steward/shared';
import { loadLocked } from '../../../kernel/assign.ts';
import { input } from '../../../kernel/input.ts';
import { conflict } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { Campaign } from './campaign.entity.ts';

/** Stops a campaign while it goes out: whoever waits is not written to any more. What has gone out has. [N2] */
export const stopCampaign = verb({
  name: 'stopCampaign',
  permission: 'CAMPAIGN_SEND',
  input: input('StopCampaignInput', { id: id() }),
  async run(scope, { id: campaignId }) {
    const campaign = await loadLocked(scope, Campaign, campaignId);
    const { resellerId, state } = campaign;
    if (state === 'STOPPED') return { result: campaignId, subject: null };
    if (state !== 'SENDING') throw conflict('It is not being sent.', 'id');
    Object.assign(campaign, { state: 'STOPPED', finishedAt: scope.now });
    const changed = { state: [state, 'STOPPED'] } as const;
    return { result: campaignId, subject: { type: 'Campaign', id: campaignId, resellerId, changed } };
  },
});
