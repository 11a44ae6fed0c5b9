import { newId } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { Campaign } from './campaign.entity.ts';
import { campaignShape } from './campaign-input.ts';

/** Drafts a letter to contacts; nobody is written to by that. [N2] */
export const addCampaign = verb({
  name: 'addCampaign',
  permission: 'CAMPAIGN_EDIT',
  input: input('AddCampaignInput', campaignShape),
  async run(scope, given) {
    const { resellerId, membershipId } = memberOf(scope.actor);
    const id = newId();
    await scope.insert(Campaign, {
      id,
      resellerId,
      ...given,
      state: 'DRAFT',
      createdAt: scope.now,
      createdBy: membershipId,
      checkedAt: null,
      sentBy: null,
      startedAt: null,
      finishedAt: null,
    });
    const changed = { name: [null, given.name], about: [null, given.about] } as const;
    return { result: id, subject: { type: 'Campaign', id, resellerId, changed } };
  },
});
