import { loadLocked } from '../../../kernel/assign.ts';
import type { Subject } from '../../../kernel/audit.ts';
import { enqueue } from '../../../kernel/jobs.ts';
import { conflict } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { Correction, type CorrectionState } from './correction.entity.ts';
import { decider } from './lock-waiting.ts';
import { mailCorrectionAnswerJob } from './mail-correction-answer.ts';

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

/** Notes what became of a correction, of which the person is told; returns what the audit log is told of it. [U3] */
export async function answer(
  scope: Scope,
  correction: Correction,
  state: 'APPLIED' | 'DECLINED',
  words: string | null,
): Promise<Subject> {
  Object.assign(correction, { state, decidedAt: scope.now, decidedBy: decider(scope), answer: words });
  const { id, resellerId, companyId, endUserId } = correction;
  await enqueue(scope, mailCorrectionAnswerJob, { resellerId, correctionId: id });
  const changed = { state: ['WAITING', state] } as const;
  return { type: 'Correction', id, resellerId, companyId, endUserId, changed };
}
