import { beginsWith, by, byOr, choice, equals, list, yesOrNo } from '../../../kernel/read/list.ts';
import { LevelChoice } from '../../people/identity/index.ts';
import {
  AccessDecision,
  AccessReview,
  AccessReviewLine,
  AccessReviewLineState,
  AccessReviewState,
} from './access-review.entity.ts';

const mine = yesOrNo((row) => `(current_setting('role') = 'steward_' || lower(${row}.level))`);

/** The reviews of one's own tenants, newest first; `mine` are those that one decides. [T9] */
export const accessReviews = list(AccessReview, {
  name: 'accessReviews',
  permission: 'ACCESS_REVIEW_READ',
  filters: {
    state: choice('state', AccessReviewState),
    level: choice('level', LevelChoice),
    mine,
    resellerId: equals('reseller_id'),
    companyId: equals('company_id'),
  },
  sorts: { OPENED_AT: [by('opened_at', 'timestamptz')], DUE_ON: [by('due_on', 'date')] },
  order: ['OPENED_AT', 'DESC'],
});

export const accessReviewLines = list(AccessReviewLine, {
  name: 'accessReviewLines',
  permission: 'ACCESS_REVIEW_READ',
  filters: {
    search: beginsWith('last_key', 'first_key', 'email_key'),
    accessReviewId: equals('access_review_id'),
    state: choice('state', AccessReviewLineState),
    proposal: choice('proposal', AccessDecision),
    decision: choice('decision', AccessDecision),
    subjectLevel: choice('subject_level', LevelChoice),
    mine,
  },
  sorts: {
    NAME: [by('last_key'), by('first_key')],
    LAST_SIGN_IN_AT: [byOr('last_sign_in_at', `'-infinity'::timestamptz`, 'timestamptz')],
    CHANGES: [by('changes', 'integer')],
  },
  order: ['NAME', 'ASC'],
});
