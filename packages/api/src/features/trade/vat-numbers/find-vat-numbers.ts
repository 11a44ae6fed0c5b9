import { VAT_REGISTERS } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { job } from '../../../kernel/jobs.ts';
import { perform, verb } from '../../../kernel/verb.ts';
import { isCompanyRelied, isResellerRelied, STALE_DAYS } from './check-conditions.ts';
import { checkVatNumber } from './check-vat-number.ts';

/** The queue's names of the jobs that ask: about companies, and about resellers. */
const ASK = 'check-vat-number';
const ASK_FOR_PLATFORM = 'check-vat-number-of-reseller';
/** What is asked about in one go at most; the next round goes on. */
const AT_ONCE = 200;
/** Where there was no answer it is asked again after so long. */
const RETRY_HOURS = 6;

/** SQL: nothing was asked about this number yet, there was no answer, or it is old and VAT is left out by it. */
const isDue = (number: string, customer: string, relied: string): string => `not exists (
    select from vat_number_check v where v.number = ${number} and ${customer}
      and case when v.answer = 'NOT_ANSWERED' then v.asked_at > $2::timestamptz - interval '${RETRY_HOURS} hours'
        else v.asked_at > $2::timestamptz - interval '${STALE_DAYS} days' or not ${relied} end)`;

/** Finds the numbers, of all tenants, that are to be asked about: new ones, and those that have not been for long. [B5] */
export const findVatNumbers = verb({
  name: 'findVatNumbers',
  permission: 'system',
  input: input('FindVatNumbersInput', {}),
  async run(scope, _input, { vatRegisters }) {
    const registers = (Object.keys(vatRegisters) as (keyof typeof vatRegisters)[]).map(
      (name) => VAT_REGISTERS[name].source,
    );
    if (!registers.length) return { result: null, subject: null };
    await scope.sql(
      `select enqueue('${ASK}', jsonb_build_object('resellerId', due.reseller_id, 'companyId', due.id), null, '${ASK} ' || due.id, 'vat')
         from (select c.id, c.reseller_id from company c where c.vat_number ~ any($1)
           and ${isDue('c.vat_number', 'v.company_id = c.id and v.reseller_id = c.reseller_id', isCompanyRelied('c'))} limit ${AT_ONCE}) due`,
      [registers, scope.now],
    );
    await scope.sql(
      `select enqueue('${ASK_FOR_PLATFORM}', jsonb_build_object('customerId', due.id), null, '${ASK} ' || due.id, 'vat')
         from (select r.id from reseller r join reseller p on p.is_platform where not r.is_platform and r.vat_number ~ any($1)
           and ${isDue('r.vat_number', 'v.company_id is null and v.reseller_id = r.id', isResellerRelied('r', 'p.id'))} limit ${AT_ONCE}) due`,
      [registers, scope.now],
    );
    return { result: null, subject: null };
  },
});

export const findVatNumbersJob = job({
  name: 'vat-numbers-to-check',
  for: 'platform',
  does: [findVatNumbers],
  cron: '*/5 * * * *',
  payload: z.object({}),
  run: async (setting) => void (await perform(setting, findVatNumbers, {})),
});

export const checkVatNumberJob = job({
  name: ASK,
  for: 'tenant',
  does: [checkVatNumber],
  lane: 'vat',
  payload: z.object({ resellerId: z.string(), companyId: z.string() }),
  run: async (setting, { companyId }) => void (await perform(setting, checkVatNumber, { companyId })),
});

/** The platform sells to resellers, so it is the platform that asks about them. */
export const checkResellersVatNumberJob = job({
  name: ASK_FOR_PLATFORM,
  for: 'platform',
  does: [checkVatNumber],
  lane: 'vat',
  payload: z.object({ customerId: z.string() }),
  run: async (setting, { customerId }) =>
    void (await perform(setting, checkVatNumber, { resellerId: customerId })),
});
