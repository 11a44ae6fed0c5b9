import { IconAlertOctagon, IconMailExclamation, IconShieldExclamation } from '@tabler/icons-react';
import { type More, pageBelow } from '../../../frame/feature.ts';
import { SELLERS } from '../../../frame/places.ts';
import { audit } from './audit.ts';

export const more: More = {
  actions: [
    {
      label: 'Report incident',
      to: '/incidents/new',
      icon: IconAlertOctagon,
      permission: 'INCIDENT_MANAGE',
      levels: SELLERS,
      keywords: ['breach', 'exercise'],
    },
  ],
  things: {
    SecurityIncident: {
      one: 'Security incident',
      many: 'Security incidents',
      icon: IconAlertOctagon,
      page: pageBelow('/incidents', 'COMPANY', 'END_USER'),
    },
    BreachPerson: {
      one: 'Letter about a breach',
      many: 'Letters about breaches',
      icon: IconMailExclamation,
      page: (_id, level) => (level === 'END_USER' ? '/breach-letters' : undefined),
    },
    BreachNotice: {
      one: 'Breach notice',
      many: 'Breach notices',
      icon: IconShieldExclamation,
      page: pageBelow('/breach-notices', 'END_USER'),
    },
  },
  audit,
};
