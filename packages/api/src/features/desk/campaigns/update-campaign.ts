import { id } from '@steward/shared';
import { assign } from '../../../kernel/assign.ts';
import { edit, oneOf } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { ContactSource } from '../contacts/index.ts';
import { campaignShape, draft } from './campaign-input.ts';

/** Changes a draft; who may be written to is to be checked once more. [N2] */
export const updateCampaign = verb({
  name: 'updateCampaign',
  permission: 'CAMPAIGN_EDIT',
  input: edit(
    'UpdateCampaignInput',
    { id: id() },
    {
      name: campaignShape.name.optional(),
      about: campaignShape.about.optional(),
      source: oneOf(ContactSource).nullish(),
      subject: campaignShape.subject.optional(),
      body: campaignShape.body.optional(),
    },
  ),
  async run(scope, { id: campaignId, known, ...given }) {
    const campaign = await draft(scope, campaignId);
    const { resellerId } = campaign;
    const changed = assign(campaign, given, known);
    if (!changed) return { result: campaignId, subject: null };
    campaign.checkedAt = null;
    return { result: campaignId, subject: { type: 'Campaign', id: campaignId, resellerId, changed } };
  },
});
