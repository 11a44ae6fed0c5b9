import { IconAlertOctagon, IconMailExclamation, IconShieldExclamation } from '@tabler/icons-react';
import { graphql } from '../../../data/graphql.ts';
import type { Feature } from '../../../frame/feature.ts';
import { homePart } from '../../../frame/home.ts';
import { SELLERS } from '../../../frame/places.ts';
import { plural } from '../../../lib/format.ts';

const notices = {
  label: 'Breach notices',
  to: '/breach-notices',
  icon: IconShieldExclamation,
  permission: 'BREACH_NOTICE_READ',
  keywords: ['breach', '72 hours', 'ICO', 'Article 33', 'incident'],
} as const;

export const feature: Feature = {
  places: [
    {
      label: 'Security incidents',
      to: '/incidents',
      icon: IconAlertOctagon,
      permission: 'INCIDENT_READ',
      levels: SELLERS,
      group: 'compliance',
      order: 30,
      keywords: ['breach', 'incident room', 'exercise', 'register', 'Article 33'],
    },
    { ...notices, levels: SELLERS, group: 'compliance', order: 31, beside: '/incidents' },
    { ...notices, levels: ['COMPANY'], group: 'dataProtection', order: 40 },
    {
      label: 'Letters about my data',
      to: '/breach-letters',
      icon: IconMailExclamation,
      permission: 'BREACH_PERSON_READ',
      levels: ['END_USER'],
      group: 'account',
      order: 45,
      keywords: ['breach', 'my data'],
    },
  ],
  home: homePart(
    graphql(`
      fragment IncidentsHome on Home {
        incidentsOpen
        breachNoticesToPassOn
        breachNoticesToAcknowledge
        breachClocksRunning
      }
    `),
    {
      types: ['SecurityIncident', 'BreachNotice'],
      tasks: ({ incidentsOpen, breachNoticesToPassOn, breachNoticesToAcknowledge, breachClocksRunning }) => [
        !!breachNoticesToPassOn && {
          key: 'breach-notices-to-pass-on',
          count: breachNoticesToPassOn,
          title: `${plural(breachNoticesToPassOn, 'breach notice', 'breach notices')} to pass on to customers`,
          detail: 'Their data were touched: they have to know without undue delay.',
          href: '/breach-notices?state=WITH_RESELLER',
          permission: 'INCIDENT_MANAGE',
          urgent: true,
          order: 1,
        },
        !!breachClocksRunning && {
          key: 'breach-clocks',
          count: breachClocksRunning,
          title: `${plural(breachClocksRunning, 'breach', 'breaches')} to report to your authority, or to say why not`,
          detail: 'You have 72 hours from when you knew.',
          href: '/breach-notices?clockRuns=true',
          permission: 'BREACH_NOTICE_ANSWER',
          urgent: true,
          order: 2,
        },
        !!breachNoticesToAcknowledge && {
          key: 'breach-notices',
          count: breachNoticesToAcknowledge,
          title: `${plural(breachNoticesToAcknowledge, 'breach notice', 'breach notices')} to acknowledge`,
          detail: 'Say that you have it and act on it.',
          href: '/breach-notices',
          permission: 'BREACH_NOTICE_ANSWER',
          urgent: true,
          order: 3,
        },
        !!incidentsOpen && {
          key: 'incidents-open',
          count: incidentsOpen,
          title: `${plural(incidentsOpen, 'security incident')} open`,
          detail: 'Judge it, decide who is told, and close it.',
          href: '/incidents?state=OPEN',
          permission: 'INCIDENT_MANAGE',
          urgent: false,
          order: 20,
        },
      ],
    },
  ),
  more: () => import('./more.ts'),
};
