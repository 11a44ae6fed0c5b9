import { Int } from 'type-graphql';
import { BulkOutcome } from '../../../kernel/bulk.ts';
import { feature } from '../../../kernel/feature.ts';
import { mutation, plainMutation } from '../../../kernel/graphql/door.ts';
import type { PermissionDefinition, Words } from '../../../kernel/permission.ts';
import { setting } from '../../../kernel/protection.ts';
import { children } from '../../../kernel/read/list.ts';
import { AccessReview, AccessReviewLine, AccessReviewRule } from './access-review.entity.ts';
import { accessReviewLines, accessReviews } from './access-review.list.ts';
import { accessReviewRule } from './access-review-rule.ts';
import { closeAccessReview } from './close-access-review.ts';
import { decideAccess } from './decide-access.ts';
import { evidenceRoutes } from './evidence.route.ts';
import {
  findAccessReviews,
  findAccessReviewsJob,
  keepAccessReview,
  keepAccessReviewJob,
  openQuarterlyReview,
  openQuarterlyReviewJob,
} from './keep-reviews.ts';
import { openAccessReview } from './open-access-review.ts';
import reviewsSql from './reviews.sql?raw';
import { updateAccessReviewRule } from './update-access-review-rule.ts';
import { gatherVerbAreas } from './verb-areas.ts';

const permissions = {
  ACCESS_REVIEW_READ: {
    area: 'directory',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
    words: 'See access reviews and their evidence',
  },
  ACCESS_REVIEW_DECIDE: {
    area: 'directory',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
    words: 'Open access reviews and decide in them',
    for: 'owners',
  },
} as const satisfies Record<string, PermissionDefinition>;

declare module '../../../kernel/permission.ts' {
  interface Permissions extends Words<typeof permissions> {}
}

/** What the reader has to decide: not about themselves. */
const undecided = {
  figures: {
    accessToReview: `(select count(*) from access_review_line l where l.state = 'OPEN'
      and current_setting('role') = 'steward_' || lower(l.level) and l.membership_id <> ${setting('membership_id')})`,
  },
};

export const reviewsFeature = feature({
  name: 'trust/reviews',
  needs: ['platform/tenancy', 'desk/notifications', 'people/identity', 'trust/audit'],
  permissions,
  tables: [AccessReview, AccessReviewLine, AccessReviewRule],
  sql: [reviewsSql],
  lists: [accessReviews, accessReviewLines],
  verbs: [
    mutation(openAccessReview, AccessReview),
    plainMutation(decideAccess, () => BulkOutcome),
    mutation(closeAccessReview, AccessReview),
    plainMutation(updateAccessReviewRule, () => Boolean),
    findAccessReviews,
    openQuarterlyReview,
    keepAccessReview,
  ],
  views: [accessReviewRule],
  fields: [children(AccessReview, 'lines', accessReviewLines, 'access_review_id')],
  jobs: [findAccessReviewsJob, openQuarterlyReviewJob, keepAccessReviewJob],
  routes: [evidenceRoutes],
  gathers: gatherVerbAreas,
  demo: () => import('./demo.ts'),
  audits: {
    AccessReview: {
      label: 'Access review',
      name: (id) =>
        `select 'Q' || extract(quarter from a.quarter) || ' ' || extract(year from a.quarter) from access_review a where a.id = ${id}`,
    },
    AccessReviewLine: {
      label: 'Reviewed access',
      name: (id) => `select l.first_name || ' ' || l.last_name from access_review_line l where l.id = ${id}`,
    },
    AccessReviewRule: { label: 'Rule of access reviews' },
  },
  home: [
    {
      figures: {
        accessToReview: {
          type: () => Int,
          description: 'People whose access waits to be reviewed by you.',
        },
      },
      at: { PLATFORM: undecided, RESELLER: undecided, COMPANY: undecided },
    },
  ],
});
