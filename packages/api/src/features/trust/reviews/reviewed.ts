import { type Member, memberOf } from '../../../kernel/actor.ts';
import type { Scope } from '../../../kernel/scope.ts';
import type { ReviewLevel } from './access-review.entity.ts';

/** A tenant that reviews who has access to it. */
export interface Reviewing {
  level: ReviewLevel;
  resellerId: string;
  companyId: string | null;
}

/** The tenant for which whoever is signed in reviews. */
export function ownReviewing(scope: Scope): Reviewing {
  const { level, resellerId, companyId } = memberOf(scope.actor) as Member & { level: ReviewLevel };
  return { level, resellerId, companyId: level === 'COMPANY' ? companyId : null };
}

/** SQL over `m`: there is another one at the same place, who can decide about this one. */
const HAS_PEER = `exists (select from membership p where p.status = 'ACTIVE' and p.level = m.level and p.reseller_id = m.reseller_id
  and p.company_id is not distinct from m.company_id and p.id <> m.id)`;

/** SQL over `m`: its company lets its reseller look after its people. */
const IS_OPEN = `not exists (select from closed_area a where a.company_id = m.company_id and a.area = 'directory')`;

/**
 * SQL over `m`: whom a tenant reviews, as far as whoever asks may see them. The platform reviews its staff and the resellers'
 * administrators; a reseller its people; a company its administrators. Nobody decides about themselves, so whoever is alone in
 * a company is reviewed by its reseller, unless it has closed its directory to it. `$3` and `$4` are the tenant's ids.
 */
export function whoIsReviewed({ level }: Reviewing): string {
  switch (level) {
    case 'PLATFORM':
      return `$3::uuid is not null and $4::uuid is null and (m.level = 'RESELLER' or m.level = 'PLATFORM' and ${HAS_PEER})`;
    case 'RESELLER':
      return `m.reseller_id = $3 and $4::uuid is null and (m.level = 'RESELLER' and ${HAS_PEER}
        or m.level = 'COMPANY' and not ${HAS_PEER} and ${IS_OPEN})`;
    case 'COMPANY':
      return `m.reseller_id = $3 and m.company_id = $4 and m.level = 'COMPANY' and ${HAS_PEER}`;
  }
}
