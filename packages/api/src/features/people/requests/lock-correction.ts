import { loadLocked } from '../../../kernel/assign.ts';
import type { Subject } from '../../../kernel/audit.ts';
import { conflict } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { queueMail } from '../../desk/notifications/index.ts';
import { Correction, type CorrectionState } from './correction.entity.ts';
import { CORRECTIONS } from './correction-rules.ts';
import { decider } from './lock-waiting.ts';
import { tenantNames } from './tenant-names.ts';

const OVER: Record<Exclude<CorrectionState, 'WAITING'>, string> = {
  APPLIED: 'This correction has been made already.',
  DECLINED: 'This correction has been declined already.',
  WITHDRAWN: 'This correction has been withdrawn by the person who asked for it.',
};

/** A correction that waits, which nobody else answers until this transaction ends; CONFLICT if it waits no longer. */
export async function lockCorrection(scope: Scope, correctionId: string): Promise<Correction> {
  const correction = await loadLocked(scope, Correction, correctionId);
  if (correction.state !== 'WAITING') throw conflict(OVER[correction.state], 'id');
  return correction;
}

/** Notes what became of a correction and tells the person; returns what the audit log is told of it. [U3] */
export async function answer(
  scope: Scope,
  correction: Correction,
  state: 'APPLIED' | 'DECLINED',
  words: string | null,
): Promise<Subject> {
  Object.assign(correction, { state, decidedAt: scope.now, decidedBy: decider(scope), answer: words });
  const { id, resellerId, companyId, endUserId, field } = correction;
  const { label } = CORRECTIONS[field];
  const [person] = await scope.sql<{ email: string; firstName: string }>(
    `select email, first_name as "firstName" from membership where end_user_id = $1`,
    [endUserId],
  );
  const { tenantName, brandName } = await tenantNames(scope, correction);
  // Somebody who has no sign-in any more sees it nowhere else either.
  if (person)
    await queueMail(scope, {
      ...{ resellerId, companyId, endUserId },
      to: person.email,
      subject: state === 'APPLIED' ? 'Your correction has been made' : 'Your correction has been declined',
      cause: 'correction',
      body: [
        `Hello ${person.firstName},`,
        state === 'APPLIED'
          ? `${tenantName} has corrected your ${label}, as you asked.`
          : `${tenantName} has not changed your ${label}, which you asked to have corrected.`,
        ...(words ? [words] : []),
        'You see it in Steward under My profile.',
        brandName,
      ].join('\n\n'),
    });
  const changed = { state: ['WAITING', state] } as const;
  return { type: 'Correction', id, resellerId, companyId, endUserId, changed };
}
