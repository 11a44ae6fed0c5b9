import { by, choice, equals, list, yesOrNo } from '../../../kernel/read/list.ts';
import { ContactReasonChoice } from '../../trust/consents/index.ts';
import { Campaign, CampaignRecipient, CampaignState, RecipientState } from './campaign.entity.ts';

/** One's own campaigns, newest first. */
export const campaigns = list(Campaign, {
  name: 'campaigns',
  permission: 'CAMPAIGN_READ',
  filters: { state: choice('state', CampaignState) },
  sorts: { CREATED_AT: [by('created_at', 'timestamptz')] },
  order: ['CREATED_AT', 'DESC'],
});

/** Whom a campaign concerns, and why each is written to or is not. */
export const campaignRecipients = list(CampaignRecipient, {
  name: 'campaignRecipients',
  permission: 'CAMPAIGN_READ',
  filters: {
    campaignId: equals('campaign_id'),
    contactId: equals('contact_id'),
    code: choice('code', ContactReasonChoice),
    state: choice('state', RecipientState),
    allowed: yesOrNo((row) => `(${row}.allowed)`),
  },
  sorts: { DECIDED_AT: [by('decided_at', 'timestamptz')] },
  order: ['DECIDED_AT', 'DESC'],
});
