import { IconGavel } from '@tabler/icons-react';
import { type More, pageBelow } from '../../../frame/feature.ts';
import { STATES, type State } from './authority-words.ts';

export const more: More = {
  things: {
    AuthorityDisclosure: {
      one: 'Request of an authority',
      many: 'Requests of authorities',
      icon: IconGavel,
      page: pageBelow('/authorities'),
      say: (field, value) => (field === 'state' ? STATES[value as State] : undefined),
    },
  },
  audit: {
    recordAuthorityRequest: 'Enter a request of an authority',
    decideAuthorityRequest: 'Decide on a request of an authority',
    answerAuthorityRequest: 'Answer an authority',
    setAuthorityTelling: 'Say whether people may be told',
  },
};
