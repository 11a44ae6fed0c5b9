import {
  type ConsentState,
  type ContactChannel,
  type MayContact,
  mayContact,
  type SubscriberKind,
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
