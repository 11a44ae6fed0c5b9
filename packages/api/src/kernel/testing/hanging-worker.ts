import { pino } from 'pino';
import { z } from 'zod';
import { job } from '../jobs.ts';
import type { Scopes } from '../scope.ts';
import type { Services } from '../services.ts';
import { startWorker } from '../worker.ts';

/** A process that takes a job, says so and never finishes it, for tests to kill. Its argument is the queue's URL. */
job({
  name: 'test-taken',
  for: 'platform',
  does: [],
  payload: z.object({ note: z.string() }),
  run: () => new Promise(() => void process.stdout.write('taken')),
});
await startWorker({
  jobsUrl: process.argv[2] ?? '',
  log: pino({ level: 'silent' }),
  // The job uses neither.
  scopes: {} as Scopes,
  services: {} as Services,
});
