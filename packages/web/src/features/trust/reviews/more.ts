import { IconUserCheck } from '@tabler/icons-react';
import { type More, pageBelow } from '../../../frame/feature.ts';
import { audit } from './audit.ts';

export const more: More = {
  things: {
    AccessReview: {
      one: 'Access review',
      many: 'Access reviews',
      icon: IconUserCheck,
      page: pageBelow('/access-reviews', 'END_USER'),
    },
    AccessReviewLine: { one: 'Reviewed access', many: 'Reviewed access' },
    AccessReviewRule: { one: 'Rule of access reviews', many: 'Rules of access reviews' },
  },
  audit,
};
