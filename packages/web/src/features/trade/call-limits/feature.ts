import { IconAlertTriangle, IconGauge } from '@tabler/icons-react';
import { graphql } from '../../../data/graphql.ts';
import type { Feature } from '../../../frame/feature.ts';
import { homePart } from '../../../frame/home.ts';
import { ADMINISTRATORS, SELLERS } from '../../../frame/places.ts';
import { plural } from '../../../lib/format.ts';

const beside = { beside: '/calls', permission: 'CALL_LIMIT_READ', group: 'records' } as const;

export const feature: Feature = {
  places: [
    {
      ...beside,
      label: 'Warnings',
      to: '/call-warnings',
      icon: IconAlertTriangle,
      levels: ADMINISTRATORS,
      order: 17,
      keywords: ['fraud', 'barred', 'premium', 'limit'],
    },
    {
      ...beside,
      label: 'Limits',
      to: '/call-limits',
      icon: IconGauge,
      levels: SELLERS,
      order: 17,
      keywords: ['fraud', 'credit', 'spend', 'bar'],
    },
  ],
  home: homePart(
    graphql(`
      fragment CallLimitsHome on Home {
        callWarningsToSettle
        companiesWithCallsBarred
        callsBarred
        callWarningsToday
      }
    `),
    {
      types: ['CallWarning'],
      tasks: ({ callWarningsToSettle, companiesWithCallsBarred, callsBarred, callWarningsToday }) => [
        Boolean(callsBarred) && {
          key: 'calls-barred',
          count: 1,
          title: 'Outgoing calls are barred until midnight',
          detail: 'They have come to the limit of a day. Emergency and free numbers can always be called.',
          href: '/call-warnings',
          permission: 'CALL_LIMIT_READ',
          urgent: true,
          order: 3,
        },
        !callsBarred &&
          !!callWarningsToday && {
            key: 'calls-warned',
            count: callWarningsToday,
            title: `${plural(callWarningsToday, 'warning')} of calls today`,
            detail: 'See whether they are yours.',
            href: '/call-warnings',
            permission: 'CALL_LIMIT_READ',
            urgent: true,
            order: 4,
          },
        !!companiesWithCallsBarred && {
          key: 'companies-with-calls-barred',
          count: companiesWithCallsBarred,
          title: `${plural(companiesWithCallsBarred, 'company has its', 'companies have their')} calls barred`,
          detail: 'Until midnight, unless you let them go out again.',
          href: '/call-warnings?barred=true',
          permission: 'CALL_WARNING_SETTLE',
          urgent: true,
          order: 38,
        },
        !!callWarningsToSettle && {
          key: 'call-warnings',
          count: callWarningsToSettle,
          title: `${plural(callWarningsToSettle, 'warning')} of calls to look after`,
          detail: 'Days that came to a lot, and first calls to where it is dear or unusual.',
          href: '/call-warnings?toSettle=true',
          permission: 'CALL_WARNING_SETTLE',
          urgent: true,
          order: 39,
        },
      ],
    },
  ),
  more: () => import('./more.ts'),
};
