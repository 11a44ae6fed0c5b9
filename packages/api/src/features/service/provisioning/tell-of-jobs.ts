import type { Scope } from '../../../kernel/scope.ts';

/** Tells live consoles that jobs of these companies changed: one hint per company, however many jobs. */
export async function tellOfJobs(
  scope: Scope,
  jobs: readonly { resellerId: string; companyId: string }[],
): Promise<void> {
  const companies = new Map(jobs.map(({ resellerId, companyId }) => [companyId, resellerId]));
  if (!companies.size) return;
  scope.hint(
    ...[...companies].map(([companyId, resellerId]) => ({
      kind: 'ProvisioningJob',
      resellerId,
      companyId,
      endUserId: null,
    })),
  );
}
