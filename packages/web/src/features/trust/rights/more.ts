import { IconUserShield } from '@tabler/icons-react';
import { type More, pageBelow } from '../../../frame/feature.ts';
import { saidOf } from './rights-words.ts';

export const more: More = {
  things: {
    RightsRequest: {
      one: 'Rights request',
      many: 'Rights requests',
      icon: IconUserShield,
      page: pageBelow('/rights-requests'),
      say: saidOf,
    },
    RightsEnquiry: {
      one: 'Public form',
      many: 'Public form',
      page: (_id, level) => (level === 'PLATFORM' ? '/rights-requests/form' : undefined),
      say: saidOf,
    },
  },
  audit: {
    openRightsRequest: 'Open rights request',
    submitRightsRequest: 'Ask on the public form',
    routeRightsEnquiry: 'Pass on from the public form',
    closeRightsEnquiry: 'Close what came by the public form',
    askForIdentity: 'Ask for proof of identity',
    confirmIdentity: 'Confirm identity',
    askForClarification: 'Ask what is meant',
    answerClarification: 'Say what is meant',
    extendRightsRequest: 'Extend rights request',
    acknowledgeComplaint: 'Acknowledge complaint',
    completeRightsRequest: 'Complete rights request',
    refuseRightsRequest: 'Refuse rights request',
    withdrawRightsRequest: 'Withdraw rights request',
    mailRightsNews: 'Write about rights request',
    remindRights: 'Remind of rights request',
  },
};
