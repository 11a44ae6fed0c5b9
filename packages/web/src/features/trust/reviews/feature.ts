import { IconUserCheck } from '@tabler/icons-react';
import { graphql } from '../../../data/graphql.ts';
import type { Feature } from '../../../frame/feature.ts';
import { homePart } from '../../../frame/home.ts';
import { SELLERS } from '../../../frame/places.ts';
import { plural } from '../../../lib/format.ts';

const reviews = {
  label: 'Access reviews',
  to: '/access-reviews',
  icon: IconUserCheck,
  permission: 'ACCESS_REVIEW_READ',
  order: 80,
  keywords: ['recertification', 'who has access', 'revoke'],
} as const;

export const feature: Feature = {
  places: [
    { ...reviews, levels: SELLERS, group: 'compliance' },
    { ...reviews, levels: ['COMPANY'], group: 'dataProtection' },
  ],
  home: homePart(
    graphql(`
      fragment ReviewsHome on Home {
        accessToReview
      }
    `),
    {
      types: ['AccessReview', 'AccessReviewLine'],
      tasks: ({ accessToReview }) => [
        !!accessToReview && {
          key: 'access-reviews',
          count: accessToReview,
          title: `${plural(accessToReview, 'person’s', 'people’s')} access waits to be reviewed`,
          detail: 'Say who still needs it, who needs less, and who should not have it any more.',
          href: '/access-reviews',
          permission: 'ACCESS_REVIEW_DECIDE',
          urgent: false,
          order: 60,
        },
      ],
    },
  ),
  more: () => import('./more.ts'),
};
