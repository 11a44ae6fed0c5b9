import type { Scope } from '../../../kernel/scope.ts';
import type { ConsentEntry, ConsentVia } from './consent-entry.entity.ts';
import type { Controller } from './consent-purpose.entity.ts';
import { type Last, type Subject, writeEntry } from './write-entry.ts';

type Stopped = { id: string; controller: Controller } & (Last | { deed: null; version: null; hash: null });

/**
 * Takes back, for an end user, whatever they have consented to or were written to without it, and objects to what their company
 * may still ask: what a request to object or to be erased means for them. Gives how many purposes it was. [D3] [D7]
 *
 * @param evidence where it was said, such as the reference of the request
 */
export async function stopConsents(
  scope: Scope,
  subject: Subject & { companyId: string; endUserId: string },
  via: ConsentVia,
  evidence: string,
): Promise<number> {
  const stopped = await scope.sql<Stopped>(
    `select p.id, p.controller, l.deed, l.version, l.text_hash as hash
       from consent_purpose p left join lateral (select e.deed, e.version, e.text_hash from consent_entry e
         where e.subject_id = $1 and e.purpose_id = p.id order by e.at desc, e.id desc limit 1) l on true
      where l.deed in ('GIVEN', 'SOFT_OPT_IN')
        or (l.deed is null or l.deed = 'REFUSED') and p.company_id = $2 and p.asks <> 'ADMINISTRATORS' and p.retired_at is null
      order by p.id`,
    [subject.endUserId, subject.companyId],
  );
  for (const { deed, version, hash, ...purpose } of stopped) {
    const given = deed === 'GIVEN';
    const said: Pick<ConsentEntry, 'deed' | 'version' | 'textHash'> = given
      ? { deed: 'WITHDRAWN', version, textHash: hash }
      : { deed: 'OBJECTED', version: null, textHash: null };
    await writeEntry(scope, subject, purpose, { ...said, at: scope.now, via, evidence });
  }
  return stopped.length;
}
