import type { Scope } from '../../../kernel/scope.ts';
import { ProvisioningJob } from './provisioning-job.entity.ts';

/** Keeps what a job says: for attempts that come again (`body`), and to be sent again as it was (`message`). */
export async function keepMessage(
  scope: Scope,
  job: Pick<ProvisioningJob, 'id' | 'resellerId' | 'companyId'> &
    Partial<Pick<ProvisioningJob, 'body' | 'message'>>,
): Promise<void> {
  const [sealed] = await scope.sealed(ProvisioningJob, [job]);
  await scope.sql('update provisioning_job set body = coalesce($2, body), message = $3 where id = $1', [
    job.id,
    sealed?.body ?? null,
    sealed?.message ?? null,
  ]);
}
