import { feature } from '../../../kernel/feature.ts';
import { mutation, plainMutation } from '../../../kernel/graphql/door.ts';
import type { PermissionDefinition, Words } from '../../../kernel/permission.ts';
import { addCampaign } from './add-campaign.ts';
import { Campaign, CampaignRecipient } from './campaign.entity.ts';
import { campaignRecipients, campaigns } from './campaign.list.ts';
import { campaignOutcome } from './campaign-outcome.ts';
import { checkCampaign } from './check-campaign.ts';
import { sendCampaign } from './send-campaign.ts';
import { sendCampaignBatch, sendCampaignJob } from './send-campaign-batch.ts';
import { stopCampaign } from './stop-campaign.ts';
import { unsubscribeRoute } from './unsubscribe.route.ts';
import { unsubscribe, unsubscribeForm } from './unsubscribe.ts';
import { updateCampaign } from './update-campaign.ts';

const permissions = {
  CAMPAIGN_READ: {
    area: 'privacy',
    levels: ['PLATFORM', 'RESELLER'],
    words: 'See campaigns, and who was written to and why',
  },
  CAMPAIGN_EDIT: {
    area: 'privacy',
    levels: ['PLATFORM', 'RESELLER'],
    words: 'Draft campaigns, and check who may be written to',
    lent: false,
  },
  CAMPAIGN_SEND: {
    area: 'privacy',
    levels: ['PLATFORM', 'RESELLER'],
    words: 'Send campaigns to contacts, and stop them',
    for: 'owners',
    lent: false,
  },
} as const satisfies Record<string, PermissionDefinition>;

declare module '../../../kernel/permission.ts' {
  interface Permissions extends Words<typeof permissions> {}
}

export const campaignsFeature = feature({
  name: 'desk/campaigns',
  needs: ['platform/tenancy', 'desk/notifications', 'people/identity', 'desk/contacts', 'trust/consents'],
  permissions,
  tables: [Campaign, CampaignRecipient],
  lists: [campaigns, campaignRecipients],
  views: [campaignOutcome, unsubscribeForm],
  verbs: [
    mutation(addCampaign, Campaign),
    mutation(updateCampaign, Campaign),
    mutation(checkCampaign, Campaign),
    mutation(sendCampaign, Campaign),
    mutation(stopCampaign, Campaign),
    plainMutation(unsubscribe, () => Boolean),
    sendCampaignBatch,
  ],
  jobs: [sendCampaignJob],
  routes: [unsubscribeRoute],
  demo: () => import('./demo.ts'),
  audits: { Campaign: { label: 'Campaign' } },
});
