import { customerCode, id, line, newId, optional, phone, vatNumber } from '@steward/shared';
import { input, oneOf } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { administratorInput, appointAdministrator } from '../../people/identity/index.ts';
import { newestAgreement } from '../../trust/agreements/index.ts';
import { addressInput, Company, Currency, usualVatTreatment, VatTreatment } from '../tenancy/index.ts';
import { channelOf } from './channel.ts';
import { freeCustomerCode } from './customer-code.ts';

/**
 * Takes on a company as data controller of its users, bound to accept the newest data processing agreement, and
 * invites the administrator it appoints. Without a customer code it gets one from its name, and
 * without a currency that of whoever sells to it. [T2] [D1]
 */
export const onboardCompany = verb({
  name: 'onboardCompany',
  permission: 'COMPANY_ONBOARD',
  input: input('OnboardCompanyInput', {
    resellerId: optional(id()),
    name: line(120),
    address: addressInput,
    phone: optional(phone()),
    vatNumber: optional(vatNumber()),
    vatTreatment: optional(oneOf(VatTreatment)),
    currency: optional(oneOf(Currency)),
    customerCode: optional(customerCode()),
    administrator: administratorInput,
  }),
  async run(scope, { resellerId: named, administrator, ...given }, { publicUrl }) {
    const { id: resellerId, currency } = await channelOf(scope, named);
    const companyId = newId();
    const reference = given.customerCode ?? (await freeCustomerCode(scope, given.name, resellerId));
    await scope.insert(Company, {
      id: companyId,
      resellerId,
      ...given,
      vatTreatment: given.vatTreatment ?? usualVatTreatment(given.address),
      currency: given.currency ?? currency,
      business: true,
      customerCode: reference,
      status: 'ACTIVE',
      agreementVersion: await newestAgreement(scope, resellerId),
      agreementAcceptedAt: null,
      agreementAcceptedBy: null,
      createdAt: scope.now,
    });
    const tenancy = { resellerId, companyId, endUserId: null };
    await appointAdministrator(scope, 'COMPANY', tenancy, administrator, publicUrl);
    return { result: companyId, subject: { type: 'Company', id: companyId, ...tenancy, reference } };
  },
});
