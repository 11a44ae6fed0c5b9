import { nationalNumber, newId } from '@steward/shared';
import { verb } from '../../../kernel/verb.ts';
import { chosenCompany } from '../../people/directory/index.ts';
import { who } from '../../people/identity/index.ts';
import { assertAllGood, type ImportPreview, previewOf } from '../stock/index.ts';
import { writeAddresses } from './address-rows.ts';
import { queueConfirmations } from './mail-addresses.ts';
import { judgeNumbers } from './number-file.ts';
import { numberFileInput } from './preview-number-import.ts';

/**
 * Enters the numbers of a CSV file, and changes those that are there already where it says something else: as a whole or not at all.
 * None is in use by it: that waits for its address to be confirmed. [R1] [R2]
 */
export const importNumbers = verb({
  name: 'importNumbers',
  description:
    'A CSV file with a heading: Number, Label, Ports on, Person, Service, Building, Street, Town, Postcode. Taken as a whole or not at all.',
  permission: 'NUMBER_SUPPLY',
  input: numberFileInput,
  async run(scope, { companyId, file }) {
    const company = await chosenCompany(scope, companyId);
    const tenancy = { resellerId: company.resellerId, companyId: company.id };
    const judged = await judgeNumbers(scope, company, file);
    assertAllGood(judged);
    const rows = judged
      .filter(({ outcome }) => outcome !== 'SAME')
      .map((row) => ({ ...row, id: row.id ?? newId() }));
    const added = rows.filter(({ outcome }) => outcome === 'ADD');
    await scope.sql(
      `insert into telephone_number (id, reseller_id, company_id, end_user_id, subscription_id, number, national, label, state, ports_on, created_at)
       select r.id, $2, $3, r."endUserId", r."subscriptionId", r.number, r.national, r.label,
           case when r."portsOn" is null then 'FREE' else 'PORTING' end, r."portsOn", $4
         from jsonb_to_recordset($1) r (id uuid, "endUserId" uuid, "subscriptionId" uuid, number text, national text, label text, "portsOn" date)`,
      [
        JSON.stringify(added.map((row) => ({ ...row, national: nationalNumber(row.number) }))),
        company.resellerId,
        company.id,
        scope.now,
      ],
    );
    await scope.sql(
      `update telephone_number n set label = coalesce(r.label, n.label), end_user_id = coalesce(r."endUserId", n.end_user_id),
          subscription_id = coalesce(r."subscriptionId", n.subscription_id), ports_on = coalesce(r."portsOn", n.ports_on),
          state = case when r."portsOn" is not null then 'PORTING' else n.state end
        from jsonb_to_recordset($1) r (id uuid, "endUserId" uuid, "subscriptionId" uuid, label text, "portsOn" date) where n.id = r.id`,
      [JSON.stringify(rows.filter(({ outcome }) => outcome === 'CHANGE'))],
    );
    const { name } = await who(scope);
    const addressed = rows.flatMap(({ id, address }) => (address ? [{ numberId: id, ...address }] : []));
    await writeAddresses(scope, name, addressed);
    if (addressed.length) await queueConfirmations(scope, [tenancy]);
    const result: ImportPreview = previewOf(judged);
    return {
      result,
      subject: rows.map(({ id, endUserId }) => ({
        type: 'TelephoneNumber',
        id,
        ...tenancy,
        endUserId: endUserId ?? null,
      })),
    };
  },
});
