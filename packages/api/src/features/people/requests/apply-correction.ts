import { id, optional, prose } from '@steward/shared';
import { assertAllowed } from '../../../kernel/allowed.ts';
import type { Subject } from '../../../kernel/audit.ts';
import { check, input } from '../../../kernel/input.ts';
import { invalid } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import type { Services } from '../../../kernel/services.ts';
import { verb } from '../../../kernel/verb.ts';
import { allocateEmailAddress, EndUser, updateEndUser } from '../directory/index.ts';
import type { Correction } from './correction.entity.ts';
import { CORRECTIONS } from './correction-rules.ts';
import { answer, lockCorrection } from './lock-correction.ts';

/**
 * Makes a correction that an end user asked for, and tells them. What is no field of the directory has been corrected by
 * hand: the answer says how. [U3]
 */
export const applyCorrection = verb({
  name: 'applyCorrection',
  permission: 'REQUEST_DECIDE',
  input: input('ApplyCorrectionInput', { id: id(), answer: optional(prose(1_000)) }),
  async run(scope, { id: correctionId, answer: words }, services) {
    assertAllowed(scope.actor, 'END_USER_WRITE', applyCorrection.name);
    const correction = await lockCorrection(scope, correctionId);
    const changed = await change(scope, correction, services);
    if (!changed && !words)
      throw invalid('answer', 'Must say what was done: this cannot be changed by a click.');
    const answered = await answer(scope, correction, 'APPLIED', words);
    return { result: correctionId, subject: [answered, ...(changed ?? [])] };
  },
});

/** Changes the entry as it should be; null if that is none of its fields. What it says already is left as it is. */
export async function change(
  scope: Scope,
  { endUserId, field, wanted }: Pick<Correction, 'endUserId' | 'field' | 'wanted'>,
  services: Services,
): Promise<readonly Subject[] | null> {
  const { property } = CORRECTIONS[field];
  if (!property || property === 'userId') return null;
  const endUser = await scope.load(EndUser, endUserId);
  if (endUser[property] === wanted) return [];
  const { subject } =
    property === 'email'
      ? await allocateEmailAddress.run(
          scope,
          check(allocateEmailAddress.input.rule, { endUserId, address: wanted, primary: true }) as never,
          services,
        )
      : await updateEndUser.run(
          scope,
          check(updateEndUser.input.rule, { id: endUserId, [property]: wanted }) as never,
          services,
        );
  return subject ? ([subject].flat() as Subject[]) : [];
}
