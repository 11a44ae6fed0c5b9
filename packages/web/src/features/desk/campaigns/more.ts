import { IconMailForward } from '@tabler/icons-react';
import { type More, pageBelow } from '../../../frame/feature.ts';
import { ABOUT, type About, STATES, type State } from './campaign-words.ts';

export const more: More = {
  things: {
    Campaign: {
      one: 'Campaign',
      many: 'Campaigns',
      icon: IconMailForward,
      page: pageBelow('/campaigns'),
      say: (field, value) => {
        if (field === 'state') return STATES[value as State];
        return field === 'about' ? ABOUT[value as About] : undefined;
      },
    },
  },
  audit: {
    addCampaign: 'Draft a campaign',
    updateCampaign: 'Change a campaign',
    checkCampaign: 'Check who a campaign may go to',
    sendCampaign: 'Send a campaign',
    sendCampaignBatch: 'Finish sending a campaign',
    stopCampaign: 'Stop a campaign',
    unsubscribe: 'Unsubscribe by a link',
  },
};
