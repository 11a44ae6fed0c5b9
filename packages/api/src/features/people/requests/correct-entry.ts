import { newId } from '@steward/shared';
import type { Subject } from '../../../kernel/audit.ts';
import { invalid } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import type { Services } from '../../../kernel/services.ts';
import { EndUser } from '../directory/index.ts';
import { change } from './apply-correction.ts';
import { Correction, type CorrectionField } from './correction.entity.ts';
import { CORRECTIONS } from './correction-rules.ts';
import { decider } from './lock-waiting.ts';
import { asKept } from './request-correction.ts';

/**
 * Corrects an entry in the directory at once, as its person asked elsewhere; what it said and says stands with their
 * corrections. [U3]
 *
 * @param path where in the input the new value stands
 */
export async function correctEntry(
  scope: Scope,
  { endUserId, resellerId, companyId }: { endUserId: string; resellerId: string; companyId: string },
  field: CorrectionField,
  given: string | null,
  path: string,
  services: Services,
): Promise<Subject[]> {
  const { property } = CORRECTIONS[field];
  if (!property || property === 'userId')
    throw invalid(path.replace(/\w+$/, 'field'), 'Is corrected by hand.');
  const endUser = await scope.load(EndUser, endUserId);
  const wanted = asKept(field, given);
  if (wanted === endUser[property]) throw invalid(path, 'Is what it says already.');
  const correction = {
    id: newId(),
    resellerId,
    companyId,
    endUserId,
    field,
    current: endUser[property],
    wanted,
  };
  const changed = await change(scope, correction, services);
  const decided = {
    state: 'APPLIED',
    createdAt: scope.now,
    decidedAt: scope.now,
    decidedBy: decider(scope),
  } as const;
  await scope.insert(Correction, { ...correction, note: null, answer: null, ...decided });
  return [
    {
      type: 'Correction',
      id: correction.id,
      resellerId,
      companyId,
      endUserId,
      changed: { state: [null, 'APPLIED'] },
    },
    ...(changed ?? []),
  ];
}
