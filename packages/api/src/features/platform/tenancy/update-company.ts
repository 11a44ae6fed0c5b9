import { clearable, customerCode, id, line, phone, vatNumber } from '@steward/shared';
import { z } from 'zod';
import { assign, loadLocked } from '../../../kernel/assign.ts';
import { edit, oneOf } from '../../../kernel/input.ts';
import { Problem } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { addressInput } from './address.ts';
import { Company } from './company.entity.ts';
import { Currency } from './currency.ts';
import { TenantStatus } from './reseller.entity.ts';
import { VatTreatment } from './vat-treatment.ts';

/** What a company's own administrators leave to its reseller. */
const RESERVED = {
  customerCode: 'Only your reseller can change the customer code.',
  vatTreatment: 'Only your reseller decides what VAT you are charged.',
  business: 'Only your reseller decides whether you buy as a business.',
  currency: 'Only your reseller decides in what currency you are billed.',
  status: 'Only your reseller can suspend your company or take it back.',
} as const;

/**
 * Changes a company: its own administrators what it says of itself, its reseller and staff also the customer code and
 * whether it is suspended. Suspending shuts out all of its people at once, and nothing new begins for it (decision 3). Its currency stays
 * once something was ordered (decision 51). What is left out stays as it is. [T2] [S47]
 */
export const updateCompany = verb({
  name: 'updateCompany',
  permission: 'COMPANY_WRITE',
  input: edit(
    'UpdateCompanyInput',
    { id: id() },
    {
      name: line(120).optional(),
      address: addressInput.optional(),
      phone: clearable(phone()),
      vatNumber: clearable(vatNumber()),
      vatTreatment: oneOf(VatTreatment).optional(),
      business: z.boolean().optional(),
      currency: oneOf(Currency).optional(),
      customerCode: customerCode().optional(),
      status: oneOf(TenantStatus).optional(),
    },
  ),
  async run(scope, { id: companyId, known, ...changes }) {
    const company = await loadLocked(scope, Company, companyId);
    const changed = assign(company, changes, known);
    if (scope.actor.kind === 'member' && scope.actor.level === 'COMPANY') {
      const fields = Object.entries(RESERVED)
        .filter(([field]) => changed && field in changed)
        .map(([path, message]) => ({ path, message }));
      if (fields[0]) throw new Problem('FORBIDDEN', fields[0].message, fields);
    }
    const { resellerId, customerCode: reference } = company;
    const subject = changed && { type: 'Company', id: companyId, resellerId, companyId, reference, changed };
    return { result: companyId, subject: subject ?? null };
  },
});
