/** The pages of campaigns: small, and opened one after the other. */
export { CampaignPage } from './CampaignPage.tsx';
export { CampaignsPage } from './CampaignsPage.tsx';
export { WriteCampaign } from './WriteCampaign.tsx';
