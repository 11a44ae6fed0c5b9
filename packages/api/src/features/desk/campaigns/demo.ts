import type { DemoPart } from '../../../kernel/feature.ts';
import { perform } from '../../../kernel/verb.ts';
import { actAs } from '../../people/identity/index.ts';
import { addCampaign } from './add-campaign.ts';
import { checkCampaign } from './check-campaign.ts';
import { sendCampaign } from './send-campaign.ts';

/** Northwind has written to those of its contacts who may be, and has a draft about offers that is checked and not sent. */
export const demo: DemoPart = {
  async present(demonstration) {
    const reseller = await actAs(demonstration, 'admin@northwind.example');
    const news = await perform(reseller, addCampaign, {
      name: 'Winter newsletter',
      about: 'NEWS',
      subject: 'What is new at Northwind this winter',
      body: 'Hello,\n\nour service desk now answers until eight in the evening, and telephone numbers move within a week.\n\nIf you would like to see either, reply to this letter.',
    });
    await perform(reseller, checkCampaign, { id: news });
    await perform(reseller, sendCampaign, { id: news });
    const offers = await perform(reseller, addCampaign, {
      name: 'Mailbox offer',
      about: 'OFFERS',
      subject: 'Three months of a larger mailbox',
      body: 'Until the end of January the 100 GB mailbox costs what the 50 GB one does, for three months.',
    });
    await perform(reseller, checkCampaign, { id: offers });
  },
};
