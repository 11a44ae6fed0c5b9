import { loadLocked } from '../../../kernel/assign.ts';
import type { Changes, Subject } from '../../../kernel/audit.ts';
import { conflict } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { Enquiry } from './enquiry.entity.ts';

/** An enquiry that is not closed, locked. */
export async function openEnquiry(scope: Scope, id: string): Promise<Enquiry> {
  const enquiry = await loadLocked(scope, Enquiry, id);
  if (enquiry.state === 'CLOSED') throw conflict('It is closed.', 'id');
  return enquiry;
}

export const subjectOf = ({ id, resellerId, reference }: Enquiry, changed: Changes | string[]): Subject => ({
  type: 'Enquiry',
  id,
  resellerId,
  reference,
  changed,
});
