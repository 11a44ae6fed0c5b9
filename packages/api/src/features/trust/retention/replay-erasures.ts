import { id, newId } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { perform, type Setting, verb } from '../../../kernel/verb.ts';
import type { Erasure } from './erasure-list.ts';

/** Erases once more; false if there is nothing of it. */
type Erases = (scope: Scope, erasure: Erasure) => Promise<boolean>;

const kinds = new Map<string, { again: Erases; as: 'tenant' | 'platform' }>();

/**
 * Says how a kind of erasure is done again after a restore: in a scope of the tenant, or of the platform, whole or not at all, as
 * often as asked.
 */
export function erases(kind: string, again: Erases, as: 'tenant' | 'platform' = 'tenant'): void {
  kinds.set(kind, { again, as });
}

/** Does again what the list says was erased. [S90] */
export const replayErasure = verb({
  name: 'replayErasure',
  permission: 'system',
  input: input('ReplayErasureInput', {
    at: z.iso.datetime(),
    kind: z.string(),
    resellerId: id(),
    companyId: id().nullable(),
    subjectId: id(),
  }),
  async run(scope, erasure) {
    const known = kinds.get(erasure.kind);
    if (!known) throw new Error(`Nobody knows how to erase a ${erasure.kind}.`);
    const { kind, resellerId, companyId, subjectId } = erasure;
    const gone = await known.again(scope, erasure);
    return {
      result: gone,
      subject: gone ? { type: 'Erasure', id: subjectId, resellerId, companyId, reference: kind } : null,
    };
  },
});

/** Does all of the list again, for a database that was restored from a backup; of how many there was something. [S90] */
export async function replayErasures(
  setting: Omit<Setting, 'credentials' | 'requestId'>,
): Promise<{ listed: number; erased: number }> {
  const listed = await setting.services.erasures.read();
  const requestId = newId();
  let erased = 0;
  for (const erasure of listed) {
    const does = [replayErasure.name];
    const platform = { kind: 'system', task: replayErasure.name, resellerId: null, does } as const;
    // A company may be with another reseller in the backup.
    const [tenant] = await setting.scopes.run(platform, { requestId }, (scope) =>
      scope.sql<{ resellerId: string }>(
        `select reseller_id as "resellerId" from company where id = $2
         union all select id from reseller where $2::uuid is null and id = $1`,
        [erasure.resellerId, erasure.companyId],
      ),
    );
    if (!tenant) continue;
    const credentials = kinds.get(erasure.kind)?.as === 'platform' ? platform : { ...platform, ...tenant };
    if (await perform({ ...setting, requestId, credentials }, replayErasure, { ...erasure, ...tenant }))
      erased++;
  }
  return { listed: listed.length, erased };
}
