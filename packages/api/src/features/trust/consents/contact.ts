import {
  type ConsentState,
  type ContactChannel,
  type ContactPurpose,
  type MayContact,
  mayContact,
  type SubscriberKind,
  type Suppressed,
} from '@steward/shared';
import type { Scope } from '../../../kernel/scope.ts';
import { purposeNow } from './write-entry.ts';

/**
 * Whether somebody, an end user or a membership, may be reached for a purpose now, and by which rule: to be asked by whatever sends
 * marketing, for each person, when it sends. [S87]
 */
export async function mayContactFor(
  scope: Scope,
  purposeId: string,
  person: { id: string; companyId: string | null },
): Promise<MayContact> {
  const { channel } = await purposeNow(scope, purposeId);
  const [found] = await scope.sql<{ state: ConsentState; subscriber: SubscriberKind | null }>(
    `select consent_state($1, $2) as state, (select s.kind from subscriber s where s.company_id = $3) as subscriber`,
    [person.id, purposeId, person.companyId],
  );
  return mayContact({
    channel: channel as ContactChannel,
    state: found?.state ?? 'UNASKED',
    subscriber: found?.subscriber ?? 'INDIVIDUAL',
  });
}

/** What decides about one contact, as the database knows it. */
export interface ContactFacts {
  contactId: string;
  subscriber: 'UNKNOWN' | 'INDIVIDUAL' | 'CORPORATE';
  state: ConsentState;
  suppressed: Suppressed | null;
  unreachable: boolean;
}

/** SQL of `ContactFacts` of contacts `c`: `$1` what it is about, `$2` the channel. A consent of their own that is newer than a no to this sender lifts that. */
export const CONTACT_FACTS = `
  select c.id as "contactId", c.pecr_status as subscriber, coalesce(said.state, 'UNASKED') as state,
      (select case when bool_or(s.everywhere) then 'EVERYWHERE' else 'SENDER' end from suppression s
        where s.address_hash = any (case when $2 = 'EMAIL' then array[c.email_hash] when $2 = 'POST' then array[c.email_hash, c.phone_hash]
            else array[c.phone_hash] end)
          and (s.everywhere or said.state is distinct from 'GIVEN' or said.at <= s.since)
        having count(*) > 0) as suppressed,
      case when $2 = 'EMAIL' then c.email is null when $2 = 'POST' then true else c.phone is null end as unreachable
    from contact c left join lateral (
      select consent_state(c.id, p.id) as state,
          (select max(e.at) from consent_entry e where e.subject_id = c.id and e.purpose_id = p.id) as at
        from consent_purpose p
        where p.asks = 'CONTACTS' and p.about = $1 and p.channel = $2
          and coalesce(p.reseller_id, (select r.id from reseller r where r.is_platform)) = c.reseller_id
        order by p.retired_at desc nulls first, p.id desc limit 1) said on true`;

/** Decides about a contact: the one rule, given what is known. [S87] */
export const decideContact = (
  { subscriber, state, suppressed, unreachable }: Omit<ContactFacts, 'contactId'>,
  channel: ContactChannel,
): MayContact => mayContact({ subscriber, channel, state, suppressed, unreachable });

/** What is known of one contact; undefined if there is none, or it is not theirs who ask. */
export async function contactFacts(
  scope: Scope,
  contactId: string,
  purpose: ContactPurpose,
  channel: ContactChannel,
): Promise<ContactFacts | undefined> {
  const [facts] = await scope.sql<ContactFacts>(`${CONTACT_FACTS} where c.id = $3`, [
    purpose,
    channel,
    contactId,
  ]);
  return facts;
}
