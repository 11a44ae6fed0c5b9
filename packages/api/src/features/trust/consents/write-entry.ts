import { newId } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { notFound } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import type { Outcome } from '../../../kernel/verb.ts';
import { ConsentEntry } from './consent-entry.entity.ts';
import { type Controller, isAsked } from './consent-purpose.entity.ts';

/** Whose consent it is: an end user's, somebody's with a membership, or a contact's, who has no account. */
export interface Subject {
  resellerId: string;
  companyId: string | null;
  endUserId: string | null;
  membershipId: string | null;
  contactId?: string | null;
}

export interface PurposeNow {
  id: string;
  name: string;
  controller: Controller;
  channel: string;
  asks: string;
  retired: boolean;
  resellerId: string | null;
  /** It is asked of whoever acts. */
  asked: boolean;
  version: number;
  text: string;
  hash: string;
}

/** The purpose with the words that are shown now; NOT_FOUND if it is not there or not theirs to see. */
export async function purposeNow(scope: Scope, purposeId: string): Promise<PurposeNow> {
  const [purpose] = await scope.sql<PurposeNow>(
    `select p.id, p.name, p.controller, p.reseller_id as "resellerId", p.channel, p.asks, p.retired_at is not null as retired, ${isAsked('p')} as asked,
         t.version, t.text, t.hash
       from consent_purpose p join lateral (select * from consent_text t where t.purpose_id = p.id
         order by t.version desc limit 1) t on true where p.id = $1`,
    [purposeId],
  );
  if (!purpose) throw notFound('purpose');
  return purpose;
}

/** Whoever acts, as somebody whose own consent it is. */
export function ownSubject(scope: Scope): Subject {
  const { resellerId, companyId, endUserId, membershipId } = memberOf(scope.actor);
  return { resellerId, companyId, endUserId, membershipId: endUserId ? null : membershipId };
}

/** What the person last said, and to which words. */
export interface Last {
  deed: ConsentEntry['deed'];
  version: number | null;
  hash: string | null;
}

/** Their newest entry of this purpose. */
export async function lastOf(scope: Scope, subject: Subject, purposeId: string): Promise<Last | undefined> {
  const [last] = await scope.sql<Last>(
    `select deed, version, text_hash as hash from consent_entry where subject_id = $1 and purpose_id = $2
       order by at desc, id desc limit 1`,
    [subject.endUserId ?? subject.membershipId ?? subject.contactId, purposeId],
  );
  return last;
}

/** What shows that it was said in the console: the request, where it came from, and the words. */
export const shownOnScreen = (scope: Scope, { name, version, text }: PurposeNow): string =>
  [
    `Request ${scope.requestId}`,
    `From ${scope.address || 'the product itself'}`,
    `Shown: ${name}, version ${version}`,
    text,
  ].join('\n');

type Said = Pick<ConsentEntry, 'deed' | 'at' | 'via' | 'evidence' | 'version' | 'textHash'> &
  Partial<Pick<ConsentEntry, 'place'>>;

/**
 * Puts down what was said. What somebody says to others than their company is no business of its audit log, where all that they do
 * stands otherwise: of that the ledger is the only record.
 */
export async function writeEntry(
  scope: Scope,
  subject: Subject,
  { id: purposeId, controller }: Pick<PurposeNow, 'id' | 'controller'>,
  said: Said,
): Promise<Outcome<string>> {
  const { actor } = scope;
  const entry = await scope.insert(ConsentEntry, {
    id: newId(),
    ...subject,
    contactId: subject.contactId ?? null,
    controller,
    purposeId,
    ...said,
    place: said.place ?? null,
    enteredAt: scope.now,
    enteredBy: actor.kind === 'member' ? actor.membershipId : null,
  });
  const { resellerId, companyId, endUserId } = subject;
  const ofCompany = controller === 'COMPANY';
  if (!ofCompany && actor.kind === 'member' && actor.companyId) {
    scope.hint({ kind: 'ConsentEntry', id: entry.id, resellerId, companyId, endUserId });
    return { result: entry.id, subject: null };
  }
  const tenancy = ofCompany ? { resellerId, companyId, endUserId } : { resellerId };
  const changed = { deed: [null, said.deed] } as const;
  return { result: entry.id, subject: { type: 'ConsentEntry', id: entry.id, ...tenancy, changed } };
}
