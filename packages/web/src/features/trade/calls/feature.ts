import { IconChartBar, IconFileImport, IconPhoneCall, IconScale } from '@tabler/icons-react';
import { graphql } from '../../../data/graphql.ts';
import type { Feature } from '../../../frame/feature.ts';
import { homePart } from '../../../frame/home.ts';
import { ADMINISTRATORS, SELLERS } from '../../../frame/places.ts';
import { plural } from '../../../lib/format.ts';

const keywords = ['telephone', 'cdr', 'usage', 'minutes'];

export const feature: Feature = {
  places: [
    {
      label: 'Calls',
      to: '/calls',
      icon: IconPhoneCall,
      permission: 'CALL_READ',
      levels: ADMINISTRATORS,
      group: 'records',
      order: 15,
      keywords,
    },
    {
      label: 'My calls',
      to: '/calls',
      icon: IconPhoneCall,
      permission: 'CALL_READ',
      levels: ['END_USER'],
      group: 'start',
      order: 35,
      keywords,
    },
    {
      label: 'By zone',
      to: '/call-totals',
      beside: '/calls',
      icon: IconChartBar,
      permission: 'CALL_READ',
      levels: ADMINISTRATORS,
      group: 'records',
      order: 16,
    },
    {
      label: 'What if',
      to: '/what-if',
      beside: '/calls',
      icon: IconScale,
      permission: 'CALL_READ',
      levels: SELLERS,
      group: 'records',
      order: 17,
      keywords: ['tariff', 'compare', 'offer', 'simulate', 'margin'],
    },
    {
      label: 'Imports',
      to: '/call-imports',
      beside: '/calls',
      icon: IconFileImport,
      permission: 'CALL_IMPORT',
      levels: SELLERS,
      group: 'records',
      order: 18,
      keywords: ['asterisk', 'freeswitch', 'call records', 'cdr'],
    },
  ],
  home: homePart(
    graphql(`
      fragment CallsHome on Home {
        callsWaiting
      }
    `),
    {
      types: ['CallImport'],
      tasks: ({ callsWaiting }) => [
        !!callsWaiting && {
          key: 'calls-waiting',
          count: callsWaiting,
          title: `${plural(callsWaiting, 'call has', 'calls have')} no price`,
          detail:
            'No tariff knows the number, or the caller is nobody’s. Mend the tariff, or enter the number.',
          href: '/call-imports',
          permission: 'CALL_IMPORT',
          urgent: false,
          order: 47,
        },
      ],
    },
  ),
  more: () => import('./more.ts'),
};
