import { allJobs, systemOf } from '../../../kernel/jobs.ts';
import type { TestApp } from '../../../kernel/testing/test-app.ts';
import type { World } from '../../../kernel/testing/world.ts';
import { perform } from '../../../kernel/verb.ts';
import { findProcessorChangesDue } from './settle-processor-changes.ts';

/** What a register says of a sub-processor, as it is given to verbs. */
export const SYMANTEC = {
  name: 'Symantec Cloud',
  legalEntity: 'Symantec (UK) Limited',
  country: 'GB',
  places: ['Slough, United Kingdom'],
  does: 'Scans mail for viruses and spam, and logs who wrote to whom about what.',
  transfer: 'NONE',
  securityContact: 'security@symantec.example',
  productIds: [] as string[],
};

/** Does what a worker would do by now for registers: those concerned are told, and changes come into force. */
export async function followProcessors(app: TestApp, world: World): Promise<void> {
  const jobs = await world.sql<{ payload: object; task: string }>(
    `delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t where t.id = j.task_id
        and t.identifier in ('tell-of-processor-change', 'tell-of-resellers-change', 'mail-objection-answer', 'settle-processor-changes')
      returning j.payload, t.identifier as task`,
  );
  const { scopes, services, log } = app.app;
  for (const { payload, task } of jobs) {
    const job = allJobs().find(({ name }) => name === task);
    if (!job) throw new Error(`There is no job ${task}.`);
    const credentials = systemOf(job, payload);
    await job.run({ scopes, services, log, requestId: 'test', credentials }, payload);
  }
}

/** What a worker does by itself every quarter of an hour. */
export async function processorsComeRound(app: TestApp, world: World): Promise<void> {
  const { scopes, services, log } = app.app;
  const does = [findProcessorChangesDue.name];
  const credentials = { kind: 'system', task: 'test', resellerId: null, does } as const;
  await perform({ scopes, services, log, requestId: 'test', credentials }, findProcessorChangesDue, {});
  await followProcessors(app, world);
}
