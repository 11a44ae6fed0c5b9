import { id, localDate } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { enqueueAll, job } from '../../../kernel/jobs.ts';
import { perform, verb } from '../../../kernel/verb.ts';
import { toConfirm } from './address-state.ts';
import { queueConfirmations, untold } from './mail-addresses.ts';

/** Frees a company's numbers that have been nobody's for long enough. [R2] */
export const freeNumbers = verb({
  name: 'freeNumbers',
  permission: 'system',
  input: input('FreeNumbersInput', { companyId: id() }),
  async run(scope, { companyId }) {
    const freed = await scope.sql<{ id: string; resellerId: string }>(
      `update telephone_number set state = 'FREE', quarantined_until = null
        where company_id = $1 and state = 'QUARANTINED' and quarantined_until <= $2
        returning id, reseller_id as "resellerId"`,
      [companyId, localDate(scope.now)],
    );
    return {
      result: freed.length,
      subject: freed.map(({ id: numberId, resellerId }) => ({
        type: 'TelephoneNumber',
        id: numberId,
        resellerId,
        companyId,
        changed: { state: ['QUARANTINED', 'FREE'] as const },
      })),
    };
  },
});

export const freeNumbersJob = job({
  name: 'free-numbers',
  for: 'tenant',
  does: [freeNumbers],
  payload: z.object({ resellerId: z.string(), companyId: z.string() }),
  run: async (setting, { companyId }) => void (await perform(setting, freeNumbers, { companyId })),
});

/** Finds the companies, of all tenants, with numbers that are free again, or with addresses of which they are to be told. [R1] */
export const findDueNumbers = verb({
  name: 'findDueNumbers',
  permission: 'system',
  input: input('FindDueNumbersInput', {}),
  async run(scope) {
    const free = await scope.sql<{ resellerId: string; companyId: string }>(
      `select distinct reseller_id as "resellerId", company_id as "companyId" from telephone_number
        where state = 'QUARANTINED' and quarantined_until <= $1`,
      [localDate(scope.now)],
    );
    await enqueueAll(scope, freeNumbersJob, free);
    const told = await scope.sql<{ resellerId: string; companyId: string }>(
      `select distinct n.reseller_id as "resellerId", n.company_id as "companyId"
        from telephone_number n join emergency_address a on a.telephone_number_id = n.id
        where ${toConfirm('n')} and ${untold('$1')}`,
      [scope.now],
    );
    await queueConfirmations(scope, told);
    return { result: free.length + told.length, subject: null };
  },
});

/** Every hour, as days begin at another hour of UTC in summer; who was told is not told again for a month. */
export const findDueNumbersJob = job({
  name: 'due-numbers',
  for: 'platform',
  does: [findDueNumbers],
  payload: z.object({}),
  cron: '9 * * * *',
  run: async (setting) => void (await perform(setting, findDueNumbers, {})),
});
