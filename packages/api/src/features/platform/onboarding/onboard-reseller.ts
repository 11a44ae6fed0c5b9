import { colour, invoicePrefix, line, optional, vatNumber } from '@steward/shared';
import { input, oneOf } from '../../../kernel/input.ts';
import { outsideVerb } from '../../../kernel/verb.ts';
import { administratorInput, appointAdministrator } from '../../people/identity/index.ts';
import {
  addressInput,
  assertPrefixFree,
  bankInput,
  Currency,
  logo,
  logoFile,
  usualVatTreatment,
  VatTreatment,
} from '../tenancy/index.ts';
import { addReseller } from './add-reseller.ts';
import { channelOf } from './channel.ts';
import { freeInvoicePrefix } from './invoice-prefix.ts';

/** Takes on a reseller and invites its first administrator. Without an invoice prefix it gets one from its name. [T1] [T8] */
export const onboardReseller = outsideVerb({
  name: 'onboardReseller',
  permission: 'RESELLER_ONBOARD',
  input: input('OnboardResellerInput', {
    name: line(120),
    address: addressInput,
    vatNumber: optional(vatNumber()),
    vatTreatment: optional(oneOf(VatTreatment)),
    currency: optional(oneOf(Currency)),
    bank: optional(bankInput),
    invoicePrefix: optional(invoicePrefix()),
    accentColour: optional(colour()),
    logo: optional(logo()),
    administrator: administratorInput,
  }),
  // The logo is looked at while no connection is held: a large one takes a while.
  plan: async () => undefined,
  call: async (_planned, { logo: given }, { services }) => given && logoFile(given, services),
  async settle(scope, _planned, file, { administrator, logo: _given, ...reseller }, { publicUrl }) {
    const reference = reseller.invoicePrefix ?? (await freeInvoicePrefix(scope, reseller.name));
    await assertPrefixFree(scope, reference);
    const resellerId = await addReseller(scope, {
      ...reseller,
      logo: file,
      invoicePrefix: reference,
      vatTreatment: reseller.vatTreatment ?? usualVatTreatment(reseller.address),
      currency: reseller.currency ?? (await channelOf(scope, null)).currency,
      isPlatform: false,
    });
    const tenancy = { resellerId, companyId: null, endUserId: null };
    await appointAdministrator(scope, 'RESELLER', tenancy, administrator, publicUrl);
    const subject = { type: 'Reseller', id: resellerId, resellerId, reference };
    return { result: resellerId, subject };
  },
});
