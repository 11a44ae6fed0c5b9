import { IconEye } from '@tabler/icons-react';
import { graphql } from '../../../data/graphql.ts';
import type { Feature } from '../../../frame/feature.ts';
import { homePart } from '../../../frame/home.ts';
import { SELLERS } from '../../../frame/places.ts';
import { plural } from '../../../lib/format.ts';

const looked = {
  label: 'Who looked',
  to: '/who-looked',
  icon: IconEye,
  permission: 'ACCESS_LEDGER_READ',
  keywords: ['access ledger', 'who opened', 'personal data'],
} as const;

export const feature: Feature = {
  places: [
    { ...looked, levels: ['END_USER'], group: 'account', order: 40 },
    { ...looked, levels: ['COMPANY'], group: 'dataProtection', order: 80 },
    { ...looked, levels: SELLERS, group: 'compliance', order: 70 },
  ],
  home: homePart(
    graphql(`
      fragment AccessLedgerHome on Home {
        accessQuestions
      }
    `),
    {
      types: ['AccessQuestion'],
      tasks: ({ accessQuestions }) => [
        !!accessQuestions && {
          key: 'access-questions',
          count: accessQuestions,
          title: plural(accessQuestions, 'person asks', 'questions are asked') + ' who looked at their data',
          detail: 'Say why it was opened. They are entitled to know.',
          href: '/who-looked?waiting=true',
          permission: 'ACCESS_LEDGER_ANSWER',
          urgent: true,
          order: 16,
        },
      ],
    },
  ),
  more: () => import('./more.ts'),
};
