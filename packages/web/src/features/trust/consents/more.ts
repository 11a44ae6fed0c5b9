import { IconHandStop } from '@tabler/icons-react';
import type { More } from '../../../frame/feature.ts';
import { ADMINISTRATORS } from '../../../frame/places.ts';
import { part } from '../../../frame/slots.tsx';
import { ABOUT, AUDIENCES, CHANNELS, DEEDS } from './consent-words.ts';

const said =
  (words: Record<string, Record<string, string>>) =>
  (field: string, value: string): string | undefined =>
    words[field]?.[value];

export const more: More = {
  cards: {
    company: [
      {
        key: 'subscriber',
        permission: 'CONSENT_READ',
        levels: ADMINISTRATORS,
        order: 65,
        content: part(
          () => import('./SubscriberCard.tsx'),
          'SubscriberCard',
          ({ id }) => ({ companyId: id }),
        ),
      },
    ],
  },
  things: {
    ConsentPurpose: {
      one: 'Purpose of consent',
      many: 'Purposes of consent',
      icon: IconHandStop,
      page: (_id, level) => (level === 'END_USER' ? '/consents/mine' : '/consents'),
      say: said({ channel: CHANNELS, asks: AUDIENCES, about: ABOUT }),
    },
    ConsentEntry: {
      one: 'Consent',
      many: 'Consents',
      icon: IconHandStop,
      page: (_id, level) => (level === 'END_USER' ? '/consents/mine' : '/consents'),
      say: said({ deed: DEEDS }),
    },
  },
  audit: {
    addConsentPurpose: 'Ask for a consent',
    publishConsentText: 'Publish words of a consent',
    retireConsentPurpose: 'Stop asking for a consent',
    giveConsent: 'Consent',
    refuseConsent: 'Refuse consent',
    withdrawConsent: 'Withdraw consent',
    withdrawConsentByLink: 'Withdraw consent by a link',
    recordConsent: 'Enter a consent by hand',
    recordSoftOptIn: 'Enter a soft opt-in',
    setSubscriberKind: 'Say what a company is for marketing',
  },
};
