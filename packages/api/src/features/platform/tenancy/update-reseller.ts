import { clearable, colour, id, invoicePrefix, line, vatNumber } from '@steward/shared';
import { assign, loadLocked } from '../../../kernel/assign.ts';
import { edit, oneOf } from '../../../kernel/input.ts';
import { conflict, Problem } from '../../../kernel/problem.ts';
import { outsideVerb } from '../../../kernel/verb.ts';
import { addressInput, bankInput } from './address.ts';
import { Currency } from './currency.ts';
import { assertPrefixFree } from './invoice-prefix.ts';
import { keepLogo } from './keep-logo.ts';
import { logo, logoFile } from './logo.ts';
import { Reseller, TenantStatus } from './reseller.entity.ts';
import { VatRounding } from './vat-rounding.ts';
import { VatTreatment } from './vat-treatment.ts';

/** What a reseller leaves to the staff of the platform. */
const RESERVED = {
  vatTreatment: 'Only staff of the platform decide what VAT a reseller is charged.',
  currency: 'Only staff of the platform decide in what currency a reseller is billed.',
} as const;

/**
 * Changes a reseller: its own administrators what it says of itself, staff also whether it is suspended. Suspending
 * shuts out its administrators at once, and nothing new begins under it (decision 3). What is left out stays as it is. [T1] [T8] [S47]
 */
export const updateReseller = outsideVerb({
  name: 'updateReseller',
  permission: 'RESELLER_WRITE',
  input: edit(
    'UpdateResellerInput',
    { id: id() },
    {
      name: line(120).optional(),
      address: addressInput.optional(),
      vatNumber: clearable(vatNumber()),
      vatTreatment: oneOf(VatTreatment).optional(),
      vatRounding: oneOf(VatRounding).optional(),
      currency: oneOf(Currency).optional(),
      bank: clearable(bankInput),
      invoicePrefix: invoicePrefix().optional(),
      accentColour: clearable(colour()),
      logo: clearable(logo()),
      status: oneOf(TenantStatus).optional(),
    },
  ),
  // The logo is looked at while no connection is held: a large one takes a while.
  plan: async () => undefined,
  call: async (_planned, { logo: given }, { services }) => given && logoFile(given, services),
  async settle(scope, _planned, file, { id: resellerId, known, logo: _given, ...changes }) {
    const reseller = await loadLocked(scope, Reseller, resellerId);
    const { invoicePrefix: prefix } = changes;
    if (prefix && prefix !== reseller.invoicePrefix) await assertPrefixFree(scope, prefix);
    const picture = file === null ? null : file?.address;
    const changed = assign(reseller, { ...changes, logo: picture }, known);
    if (changed?.logo) await keepLogo(scope, resellerId, file ?? null);
    if (changed?.status) {
      if (scope.actor.kind === 'member' && scope.actor.level !== 'PLATFORM') {
        const message = 'Only staff of the platform can suspend a reseller or take it back.';
        throw new Problem('FORBIDDEN', message, [{ path: 'status', message }]);
      }
      if (reseller.isPlatform) throw conflict("The platform's own channel cannot be suspended.", 'status');
    }
    if (changed && scope.actor.kind === 'member' && scope.actor.level !== 'PLATFORM') {
      const fields = Object.entries(RESERVED)
        .filter(([field]) => field in changed)
        .map(([path, message]) => ({ path, message }));
      if (fields[0]) throw new Problem('FORBIDDEN', fields[0].message, fields);
    }
    if (changed?.currency && reseller.isPlatform)
      throw conflict('Must stay pounds: the prices that stand with products are in them.', 'currency');
    const subject = changed && { type: 'Reseller', id: resellerId, resellerId, changed };
    return { result: resellerId, subject: subject ?? null };
  },
});
