import { id } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { type Outcome, verb } from '../../../kernel/verb.ts';
import type { ConsentVia } from './consent-entry.entity.ts';
import { lastOf, ownSubject, type PurposeNow, purposeNow, type Subject, writeEntry } from './write-entry.ts';

/**
 * Takes one's consent back, or objects where there was none: at once, without a reason, as easily as it was given. What was done
 * before stays lawful. [D7] [S87]
 */
export const withdrawConsent = verb({
  name: 'withdrawConsent',
  description: 'Withdraws your consent or, where there was none, objects. It needs no reason.',
  permission: 'CONSENT_OWN',
  input: input('WithdrawConsentInput', { purposeId: id() }),
  async run(scope, { purposeId }) {
    const written = await withdraw(scope, ownSubject(scope), await purposeNow(scope, purposeId), 'CONSOLE');
    return { ...written, result: purposeId };
  },
});

/** Puts down that somebody withdraws or objects; nothing if they have already. */
export async function withdraw(
  scope: Scope,
  subject: Subject,
  purpose: PurposeNow,
  via: ConsentVia,
): Promise<Outcome<string>> {
  const last = await lastOf(scope, subject, purpose.id);
  if (last?.deed === 'WITHDRAWN' || last?.deed === 'OBJECTED') return { result: purpose.id, subject: null };
  const withdrawn = last?.deed === 'GIVEN';
  return writeEntry(scope, subject, purpose, {
    deed: withdrawn ? 'WITHDRAWN' : 'OBJECTED',
    at: scope.now,
    via,
    version: withdrawn ? last.version : null,
    textHash: withdrawn ? last.hash : null,
    evidence: `Request ${scope.requestId}\nFrom ${scope.address || 'the product itself'}\n${purpose.name}`,
  });
}
