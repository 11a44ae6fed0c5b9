import { conflict, notFound } from '../../../../kernel/problem.ts';
import type { Scope } from '../../../../kernel/scope.ts';
import type { ImportState } from '../end-user-import.entity.ts';

export interface OpenPreview {
  id: string;
  resellerId: string;
  companyId: string;
  errorCount: number;
}

const SAID: Record<Exclude<ImportState, 'PREVIEW'>, string> = {
  APPLIED: 'This file has been confirmed already.',
  DISCARDED: 'This file has been discarded.',
};

/** A preview that waits to be decided on; of two that decide at once, the second finds it decided. CONFLICT then. */
export async function lockPreview(scope: Scope, importId: string): Promise<OpenPreview> {
  const [found] = await scope.sql<OpenPreview & { state: ImportState }>(
    `select id, reseller_id as "resellerId", company_id as "companyId", error_count as "errorCount", state
     from end_user_import where id = $1 for update`,
    [importId],
  );
  if (!found) throw notFound('end user import');
  if (found.state !== 'PREVIEW') throw conflict(SAID[found.state], 'id');
  return found;
}
