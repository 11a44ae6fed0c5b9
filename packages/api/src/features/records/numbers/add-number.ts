import { date, id, installationAddress, line, nationalNumber, newId, optional, phone } from '@steward/shared';
import { input, nested } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { chosenCompany } from '../../people/directory/index.ts';
import { who } from '../../people/identity/index.ts';
import { assertOfCompany } from '../stock/index.ts';
import { writeAddresses } from './address-rows.ts';
import { queueConfirmations } from './mail-addresses.ts';
import { TelephoneNumber } from './number.entity.ts';

export const addressInput = nested('InstallationAddressInput', installationAddress());

/** Enters a number of a company: free, or being ported if it says when it comes over. It is used when its address is confirmed. [R1] [R2] */
export const addNumber = verb({
  name: 'addNumber',
  permission: 'NUMBER_SUPPLY',
  input: input('AddNumberInput', {
    companyId: optional(id()),
    number: phone(),
    label: optional(line(80)),
    portsOn: optional(date()),
    endUserId: optional(id()),
    subscriptionId: optional(id()),
    address: addressInput.nullish(),
  }),
  async run(scope, { companyId, number, portsOn, address, ...given }) {
    const company = await chosenCompany(scope, companyId);
    await assertOfCompany(scope, company.id, given);
    const tenancy = { resellerId: company.resellerId, companyId: company.id };
    const numberId = newId();
    await scope.insert(TelephoneNumber, {
      id: numberId,
      ...tenancy,
      ...given,
      number,
      national: nationalNumber(number),
      state: portsOn ? 'PORTING' : 'FREE',
      portsOn,
      addressPending: false,
      createdAt: scope.now,
    });
    if (address) {
      await writeAddresses(scope, (await who(scope)).name, [{ numberId, ...address }]);
      await queueConfirmations(scope, [tenancy]);
    }
    return {
      result: numberId,
      subject: { type: 'TelephoneNumber', id: numberId, ...tenancy, endUserId: given.endUserId },
    };
  },
});
