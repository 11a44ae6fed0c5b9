import { allJobs } from '../../../../kernel/jobs.ts';
import type { TestApp } from '../../../../kernel/testing/test-app.ts';
import type { World } from '../../../../kernel/testing/world.ts';

const JOBS = ['carry-out-departure', 'make-tenant-archive', 'carry-out-deletion'];

/** Does what a worker would do by now for those who leave: on their days, with what they are given, and when they are deleted. */
export async function followLeaving(app: TestApp, world: World): Promise<void> {
  const { scopes, services, log } = app.app;
  const run = async (name: string, payload: object) => {
    const job = allJobs().find((one) => one.name === name);
    const does = job?.does.map((what) => what.name) ?? [];
    const credentials = { kind: 'system', task: name, resellerId: null, does } as const;
    await job?.run({ scopes, services, log, requestId: 'test', credentials }, payload);
  };
  await run('follow-departures', {});
  for (const name of JOBS) {
    const waiting = await world.sql<{ payload: object }>(
      `delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
        where t.id = j.task_id and t.identifier = $1 returning j.payload`,
      [name],
    );
    for (const { payload } of waiting) await run(name, payload);
  }
}
