import { IconForms, IconMessageQuestion } from '@tabler/icons-react';
import { graphql } from '../../../data/graphql.ts';
import type { Feature } from '../../../frame/feature.ts';
import { homePart } from '../../../frame/home.ts';
import { SELLERS } from '../../../frame/places.ts';
import { plural } from '../../../lib/format.ts';

const common = { permission: 'ENQUIRY_READ', levels: SELLERS, group: 'communication' } as const;

export const feature: Feature = {
  places: [
    {
      ...common,
      label: 'Enquiries',
      to: '/enquiries',
      icon: IconMessageQuestion,
      order: 32,
      keywords: ['leads', 'web site', 'contact form'],
    },
    {
      ...common,
      label: 'Forms',
      to: '/enquiries/forms',
      beside: '/enquiries',
      icon: IconForms,
      order: 33,
      keywords: ['enquiry form', 'embed'],
    },
  ],
  home: homePart(
    graphql(`
      fragment EnquiriesHome on Home {
        enquiriesWaiting
      }
    `),
    {
      types: ['Enquiry'],
      tasks: ({ enquiriesWaiting }) => [
        !!enquiriesWaiting && {
          key: 'enquiries',
          count: enquiriesWaiting,
          title: `${plural(enquiriesWaiting, 'enquiry', 'enquiries')} to answer`,
          detail: 'Somebody asked on a web site and waits for an answer.',
          href: '/enquiries?waiting=true',
          permission: 'ENQUIRY_ANSWER',
          urgent: false,
          order: 45,
        },
      ],
    },
  ),
  more: () => import('./more.ts'),
};
