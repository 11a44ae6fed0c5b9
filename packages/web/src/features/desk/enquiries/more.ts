import { IconForms, IconMessageQuestion } from '@tabler/icons-react';
import { type More, pageBelow } from '../../../frame/feature.ts';
import { OUTCOMES, type Outcome, STATES, type State } from './enquiry-words.ts';

export const more: More = {
  things: {
    Enquiry: {
      one: 'Enquiry',
      many: 'Enquiries',
      icon: IconMessageQuestion,
      page: pageBelow('/enquiries'),
      say: (field, value) => {
        if (field === 'state') return STATES[value as State];
        return field === 'outcome' ? OUTCOMES[value as Outcome] : undefined;
      },
    },
    EnquiryForm: {
      one: 'Enquiry form',
      many: 'Enquiry forms',
      icon: IconForms,
      page: () => '/enquiries/forms',
    },
  },
  audit: {
    addEnquiryForm: 'Make an enquiry form',
    updateEnquiryForm: 'Change an enquiry form',
    retireEnquiryForm: 'Retire an enquiry form',
    submitEnquiry: 'Ask on a web site',
    takeEnquiry: 'Take an enquiry',
    answerEnquiry: 'Answer an enquiry',
    addContactOfEnquiry: 'Make a contact of an enquiry',
    closeEnquiry: 'Close an enquiry',
  },
};
