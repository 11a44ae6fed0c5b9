import { id } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { loadLocked } from '../../../kernel/assign.ts';
import { input } from '../../../kernel/input.ts';
import { conflict } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { AccessReview } from './access-review.entity.ts';
import { closeReview } from './close-review.ts';

/** Closes one's own review before its last day: what is not decided is kept or revoked, as the review says. [T9] */
export const closeAccessReview = verb({
  name: 'closeAccessReview',
  description: 'Closes a review before its last day; what is not decided is kept or revoked, as it says.',
  permission: 'ACCESS_REVIEW_DECIDE',
  input: input('CloseAccessReviewInput', { id: id() }),
  async run(scope, given) {
    const [seen] = await scope.sql<{ level: string }>('select level from access_review where id = $1', [
      given.id,
    ]);
    if (seen && seen.level !== memberOf(scope.actor).level)
      throw conflict('This review is another’s: its own administrators close it.', 'id');
    const review = await loadLocked(scope, AccessReview, given.id);
    if (review.state === 'CLOSED') return { result: review.id, subject: null };
    return { result: review.id, subject: await closeReview(scope, review) };
  },
});
