import { id, newId, optional } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { chosenCompany } from '../../people/directory/index.ts';
import { assertOfCompany } from '../stock/index.ts';
import { Licence } from './licence.entity.ts';
import { expiresOn, licenceKey, note, product, seats, vendor } from './licence-rules.ts';
import { writeKey } from './write-key.ts';

/** Enters a licence of a company; its key is kept sealed. [R2] */
export const addLicence = verb({
  name: 'addLicence',
  permission: 'LICENCE_WRITE',
  input: input('AddLicenceInput', {
    companyId: optional(id()),
    vendor: vendor(),
    product: product(),
    seats: seats(),
    expiresOn: optional(expiresOn()),
    note: optional(note()),
    key: optional(licenceKey()),
    subscriptionId: optional(id()),
  }),
  async run(scope, { companyId, key, ...given }) {
    const company = await chosenCompany(scope, companyId);
    await assertOfCompany(scope, company.id, { subscriptionId: given.subscriptionId });
    const tenancy = { resellerId: company.resellerId, companyId: company.id };
    const licenceId = newId();
    await scope.insert(Licence, {
      id: licenceId,
      ...tenancy,
      ...given,
      hasKey: key !== null,
      createdAt: scope.now,
    });
    if (key) await writeKey(scope, { id: licenceId, ...tenancy }, key);
    return { result: licenceId, subject: { type: 'Licence', id: licenceId, ...tenancy } };
  },
});
