import type { Subject } from '../../../kernel/audit.ts';

/** A subscription whose day has come. */
export interface Due {
  id: string;
  resellerId: string;
}

/** What the day brought for a company: how many subscriptions, noted for the company if there were any. */
export function companyOutcome(
  companyId: string,
  due: readonly Due[],
): { result: number; subject: Subject | null } {
  const [first] = due;
  if (!first) return { result: 0, subject: null };
  const reference = due.length === 1 ? '1 subscription' : `${due.length} subscriptions`;
  const subject = { type: 'Company', id: companyId, resellerId: first.resellerId, companyId, reference };
  return { result: due.length, subject };
}
