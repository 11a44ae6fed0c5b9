import { formatDate, formatQuarter } from '@steward/shared';
import type { Scope } from '../../../kernel/scope.ts';
import { type Letter, queueMails } from '../../desk/notifications/index.ts';
import type { AccessReview } from './access-review.entity.ts';

interface About {
  /** How many are not decided yet. */
  open: number;
  publicUrl: string;
  cause: 'accessReviewOpened' | 'accessReviewReminder';
}

/** Writes to everyone who decides in a review, but whoever has just opened it. */
export async function mailReviewers(
  scope: Scope,
  { id, level, resellerId, companyId, quarter, dueOn, silence }: AccessReview,
  { open, publicUrl, cause }: About,
): Promise<void> {
  const reviewers = await scope.sql<{ email: string; firstName: string; tenantName: string }>(
    `select m.email, m.first_name as "firstName", coalesce(c.name, r.name) as "tenantName"
       from membership m join role o on o.id = m.role_id join reseller r on r.id = m.reseller_id
         left join company c on c.id = m.company_id
       where m.level = $1 and m.reseller_id = $2 and m.company_id is not distinct from $3 and m.status = 'ACTIVE'
         and 'ACCESS_REVIEW_DECIDE' = any (o.permissions) and m.id is distinct from $4 order by m.id`,
    [level, resellerId, companyId, scope.actor.kind === 'member' ? scope.actor.membershipId : null],
  );
  const people = open === 1 ? 'One person’s access is' : `The access of ${open} people is`;
  const letters = reviewers.map(
    ({ email, firstName, tenantName }): Letter => ({
      resellerId,
      companyId,
      endUserId: null,
      to: email,
      subject:
        cause === 'accessReviewOpened'
          ? `Access review ${formatQuarter(quarter)} of ${tenantName}`
          : `Reminder: access review of ${tenantName} until ${formatDate(dueOn)}`,
      body: [
        `Hello ${firstName},`,
        `${people} to be reviewed for ${tenantName}: who still needs it, who needs less, and who should not have it any more.`,
        `Please decide by ${formatDate(dueOn)}. ${
          silence === 'KEEP'
            ? 'Whoever nobody decides about keeps their access.'
            : 'Whoever nobody decides about loses their access.'
        }`,
        `${publicUrl}/access-reviews/${id}`,
      ].join('\n\n'),
    }),
  );
  await queueMails(scope, cause, letters);
}
