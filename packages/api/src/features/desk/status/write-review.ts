import { id, prose } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { conflict } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { lockIncident, subjectOf } from './say.ts';

/** Writes what was learnt of an incident or maintenance that is over, or writes it better. [N4] */
export const writeReview = verb({
  name: 'writeReview',
  permission: 'STATUS_WRITE',
  input: input('WriteReviewInput', { incidentId: id(), text: prose(10_000) }),
  async run(scope, { incidentId, text }) {
    const incident = await lockIncident(scope, incidentId);
    if (incident.cancelledAt || !incident.endsAt || incident.endsAt > scope.now)
      throw conflict('It is not over yet: a review is written afterwards.', 'incidentId');
    if (incident.review === text) return { result: incidentId, subject: null };
    incident.review = text;
    incident.reviewedAt = scope.now;
    return { result: incidentId, subject: { ...subjectOf(incident), changed: ['review'] } };
  },
});
