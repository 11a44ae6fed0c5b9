import { newId } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { conflict } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { Agreement, type AgreementText, newestFor } from '../../trust/agreements/index.ts';

/**
 * Adds a version of the data processing agreement, the platform's or a reseller's, which companies that have not accepted any must accept
 * from now on. CONFLICT if there is one of this version: a company could not tell the platform's from its reseller's. [D1]
 */
export async function addAgreement(
  scope: Scope,
  agreement: AgreementText & { resellerId?: string; summary?: string; acceptBy?: string | null },
): Promise<string> {
  const id = newId();
  const clash = await scope.sql(
    'select from agreement where version = $1 and ($2::uuid is null or reseller_id is null)',
    [agreement.version, agreement.resellerId ?? null],
  );
  if (clash.length) throw conflict('This version has been published already.', 'version');
  await scope.insert(Agreement, { id, resellerId: null, summary: null, acceptBy: null, ...agreement });
  await scope.sql(
    `update company c set agreement_version = ${newestFor('c.reseller_id')}
      where agreement_accepted_at is null and agreement_version <> ${newestFor('c.reseller_id')}`,
  );
  return id;
}

/** Adds the version that comes with this release, unless it has been added before. */
export async function ensureAgreement(scope: Scope, agreement: AgreementText): Promise<void> {
  const known = await scope.sql('select from agreement where version = $1 and reseller_id is null', [
    agreement.version,
  ]);
  if (!known.length) await addAgreement(scope, agreement);
}

/**
 * Notes what a company has accepted, by whom and when; gives what it had accepted before, null for nothing, or undefined if that
 * was this version already.
 */
export async function acceptVersion(
  scope: Scope,
  companyId: string,
  version: string,
  membershipId: string,
): Promise<{ before: string | null } | undefined> {
  const [company] = await scope.sql<{ before: string | null }>(
    `select case when agreement_accepted_at is not null then agreement_version end as before from company
      where id = $1 for no key update`,
    [companyId],
  );
  const accepted = await scope.sql(
    `update company set agreement_version = $2, agreement_accepted_at = $3, agreement_accepted_by = $4
      where id = $1 and (agreement_accepted_at is null or agreement_version <> $2) returning id`,
    [companyId, version, scope.now, membershipId],
  );
  if (!accepted.length) return undefined;
  await noteAcceptance(scope, { resellerId: memberOf(scope.actor).resellerId, companyId }, version);
  return { before: company?.before ?? null };
}

/** Puts down that whoever acts has accepted a version, in which role and of which text; false if that stands already. */
export async function noteAcceptance(
  scope: Scope,
  { resellerId, companyId }: { resellerId: string; companyId: string | null },
  version: string,
): Promise<boolean> {
  const noted = await scope.sql(
    `insert into agreement_acceptance (id, agreement_id, reseller_id, company_id, text_hash, membership_id, by_name, role_name, accepted_at)
      select $1, a.id, $2, $3, encode(sha256(convert_to(a.text, 'UTF8')), 'hex'), m.id, m.first_name || ' ' || m.last_name, r.name, $4
        from agreement a cross join membership m join role r on r.id = m.role_id where a.version = $5 and m.id = $6
          and (a.reseller_id is null or a.reseller_id = $2 and $3::uuid is not null)
      on conflict do nothing returning id`,
    [newId(), resellerId, companyId, scope.now, version, memberOf(scope.actor).membershipId],
  );
  return noted.length > 0;
}
