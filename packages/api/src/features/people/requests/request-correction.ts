import { newId, optional, prose } from '@steward/shared';
import { z } from 'zod';
import { memberOf } from '../../../kernel/actor.ts';
import { check, input, oneOf } from '../../../kernel/input.ts';
import { conflict, invalid, notFound } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { verb } from '../../../kernel/verb.ts';
import { EndUser } from '../directory/index.ts';
import { Correction, CorrectionField } from './correction.entity.ts';
import { CORRECTIONS } from './correction-rules.ts';

/** Corrections of one person that may wait at once. */
const MOST_WAITING = 20;

/**
 * An end user says what is wrong in what their company keeps about them and is not theirs to change; it waits, before
 * everything else, for an administrator. How it stands now is taken from the directory. Left empty, it should not be there. [U3]
 */
export const requestCorrection = verb({
  name: 'requestCorrection',
  permission: 'CORRECTION_REQUEST',
  input: input('RequestCorrectionInput', {
    field: oneOf(CorrectionField),
    wanted: optional(z.string().trim().max(500, 'May have at most 500 characters.')),
    note: optional(prose(1_000)),
  }),
  async run(scope, { field, wanted: given, note }) {
    const { endUserId } = memberOf(scope.actor);
    if (!endUserId) throw notFound('end user');
    const endUser = await scope.load(EndUser, endUserId);
    const { property } = CORRECTIONS[field];
    const current = property ? endUser[property] : null;
    const wanted = asKept(field, given);
    if (property && wanted === current) throw invalid('wanted', 'Is what it says already.');
    await assertRoom(scope, endUserId);
    const { resellerId, companyId } = endUser;
    const correction = { id: newId(), resellerId, companyId, endUserId, field, current, wanted, note };
    await scope.insert(Correction, { ...correction, state: 'WAITING', createdAt: scope.now });
    return {
      result: correction.id,
      subject: { type: 'Correction', id: correction.id, resellerId, companyId, endUserId },
    };
  },
});

/** What it should say, as the directory would keep it; null if it should be gone. */
export function asKept(field: CorrectionField, wanted: string | null): string | null {
  const { rule, removable } = CORRECTIONS[field];
  if (wanted === null && removable) return null;
  return check(z.object({ wanted: rule() }), { wanted: wanted ?? '' }).wanted;
}

async function assertRoom(scope: Scope, endUserId: string): Promise<void> {
  const [count] = await scope.sql<{ waiting: number }>(
    `select count(*)::int as waiting from correction where end_user_id = $1 and state = 'WAITING'`,
    [endUserId],
  );
  if ((count?.waiting ?? 0) >= MOST_WAITING)
    throw conflict(`${MOST_WAITING} of your corrections wait already. Wait for an answer to them first.`);
}
