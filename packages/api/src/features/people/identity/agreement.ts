import { newId } from '@steward/shared';
import type { Scope } from '../../../kernel/scope.ts';
import { NEWEST_AGREEMENT } from '../../platform/tenancy/index.ts';
import { Agreement } from './agreement.entity.ts';
import type { AgreementText } from './agreement-text.ts';

/**
 * Adds a version of the data processing agreement, which companies that have not accepted any must accept from now on.
 * CONFLICT if there is one of this version. [D1]
 */
export async function addAgreement(
  scope: Scope,
  agreement: AgreementText & { summary?: string },
): Promise<string> {
  const id = newId();
  await scope.insert(Agreement, { id, summary: null, ...agreement });
  await scope.sql(
    `update company set agreement_version = ${NEWEST_AGREEMENT} where agreement_accepted_at is null and agreement_version <> ${NEWEST_AGREEMENT}`,
  );
  return id;
}

/** Adds the version that comes with this release, unless it has been added before. */
export async function ensureAgreement(scope: Scope, agreement: AgreementText): Promise<void> {
  const known = await scope.sql('select from agreement where version = $1', [agreement.version]);
  if (!known.length) await addAgreement(scope, agreement);
}

/** The version that companies have to accept: the one published last. */
export async function newestAgreement(scope: Scope): Promise<string> {
  const [newest] = await scope.sql<{ version: string | null }>(`select ${NEWEST_AGREEMENT} as version`);
  if (!newest?.version) throw new Error('No data processing agreement has been published.');
  return newest.version;
}

/** Notes what a company has accepted, by whom and when; false if it had accepted this version already. */
export async function acceptVersion(
  scope: Scope,
  companyId: string,
  version: string,
  membershipId: string,
): Promise<boolean> {
  const accepted = await scope.sql(
    `update company set agreement_version = $2, agreement_accepted_at = $3, agreement_accepted_by = $4
      where id = $1 and (agreement_accepted_at is null or agreement_version <> $2) returning id`,
    [companyId, version, scope.now, membershipId],
  );
  return accepted.length > 0;
}
