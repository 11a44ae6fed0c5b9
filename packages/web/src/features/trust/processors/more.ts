import { IconBuildingFactory2, IconHandStop, IconRoute } from '@tabler/icons-react';
import { type More, pageBelow } from '../../../frame/feature.ts';
import { SELLERS } from '../../../frame/places.ts';
import { part } from '../../../frame/slots.tsx';
import { audit } from './audit.ts';

export const more: More = {
  things: {
    SubProcessor: {
      one: 'Sub-processor',
      many: 'Sub-processors',
      icon: IconBuildingFactory2,
      page: (_id, level) => (level === 'END_USER' ? undefined : '/sub-processors'),
    },
    ProcessorChange: {
      one: 'Change of sub-processors',
      many: 'Changes of sub-processors',
      icon: IconRoute,
      page: pageBelow('/sub-processor-changes', 'END_USER'),
    },
    ProcessorObjection: {
      one: 'Objection',
      many: 'Objections',
      icon: IconHandStop,
      page: (_id, level) => (level === 'END_USER' ? undefined : '/sub-processor-objections'),
    },
  },
  audit,
  tabs: {
    company: [
      {
        key: 'processing',
        label: 'Who handles data',
        permission: 'PROCESSING_READ',
        levels: SELLERS,
        order: 95,
        content: part(
          () => import('./Chains.tsx'),
          'Chains',
          ({ id }) => ({ companyId: id }),
        ),
      },
    ],
  },
};
