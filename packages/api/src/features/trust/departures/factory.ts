import type { TestApp } from '../../../kernel/testing/test-app.ts';
import type { World } from '../../../kernel/testing/world.ts';
import { perform } from '../../../kernel/verb.ts';
import { findMovesDue, moveCompany } from './move-company.ts';
import { tellOfMoves } from './tell-of-moves.ts';

/** Does what a worker would do by now for moves: those whose day has come take place, and all who have a say are told. */
export async function followMoves(app: TestApp, world: World): Promise<void> {
  const { scopes, services, log } = app.app;
  const does = [findMovesDue.name, moveCompany.name, tellOfMoves.name];
  const credentials = { kind: 'system', task: 'test', resellerId: null, does } as const;
  const setting = { scopes, services, log, requestId: 'test', credentials };
  await perform(setting, findMovesDue, {});
  const jobs = await world.sql<{ payload: { moveId: string } }>(
    `delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t where t.id = j.task_id
      and t.identifier = 'move-company' returning j.payload`,
  );
  for (const { payload } of jobs) await perform(setting, moveCompany, { id: payload.moveId });
  await perform(setting, tellOfMoves, {});
}
