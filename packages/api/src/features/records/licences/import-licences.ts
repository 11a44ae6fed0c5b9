import { newId } from '@steward/shared';
import { verb } from '../../../kernel/verb.ts';
import { chosenCompany } from '../../people/directory/index.ts';
import { assertAllGood, type ImportPreview, previewOf } from '../stock/index.ts';
import { Licence, LicenceKey } from './licence.entity.ts';
import { judgeLicences } from './licence-file.ts';
import { licenceFileInput } from './preview-licence-import.ts';

const FIELDS = `id uuid, vendor text, product text, seats integer, "expiresOn" date, note text, "subscriptionId" uuid, "hasKey" boolean`;

/**
 * Enters the licences of a CSV file, changes those that are there already where it says something else, and gives people their seats: as
 * a whole or not at all. Keys are sealed. [R2] [S55]
 */
export const importLicences = verb({
  name: 'importLicences',
  description:
    'A CSV file with a heading: Vendor, Product, Seats, Last day, Key, People, Service, Note. Taken as a whole or not at all; a key that is kept already stays.',
  permission: 'LICENCE_WRITE',
  input: licenceFileInput,
  async run(scope, { companyId, file }) {
    const company = await chosenCompany(scope, companyId);
    const tenancy = { resellerId: company.resellerId, companyId: company.id };
    const judged = await judgeLicences(scope, company, file);
    assertAllGood(judged);
    const rows = await scope.sealed(
      Licence,
      judged
        .filter(({ outcome }) => outcome !== 'SAME')
        .map((row) => ({ ...row, ...tenancy, id: row.id ?? newId() })),
    );
    const written = (which: 'ADD' | 'CHANGE'): string =>
      JSON.stringify(
        rows
          .filter(({ outcome }) => outcome === which)
          .map(({ key, ...row }) => ({ ...row, hasKey: key !== undefined })),
      );
    await scope.sql(
      `insert into licence (id, reseller_id, company_id, subscription_id, vendor, product, seats, expires_on, note, has_key, created_at)
       select r.id, $2, $3, r."subscriptionId", r.vendor, r.product, r.seats, r."expiresOn", r.note, r."hasKey", $4
         from jsonb_to_recordset($1) r (${FIELDS})`,
      [written('ADD'), company.resellerId, company.id, scope.now],
    );
    await scope.sql(
      `update licence l set seats = coalesce(r.seats, l.seats), expires_on = coalesce(r."expiresOn", l.expires_on),
          note = coalesce(r.note, l.note), subscription_id = coalesce(r."subscriptionId", l.subscription_id),
          has_key = l.has_key or r."hasKey"
        from jsonb_to_recordset($1) r (${FIELDS}) where l.id = r.id`,
      [written('CHANGE')],
    );
    const keys = rows.flatMap(({ id: licenceId, key: value }) =>
      value === undefined ? [] : { id: newId(), ...tenancy, licenceId, value },
    );
    await scope.sql(
      `insert into licence_key (id, reseller_id, company_id, licence_id, value)
       select k.id, $2, $3, k."licenceId", k.value from jsonb_to_recordset($1) k (id uuid, "licenceId" uuid, value text)`,
      [JSON.stringify(await scope.sealed(LicenceKey, keys)), company.resellerId, company.id],
    );
    const seats = rows.flatMap(({ id: licenceId, endUserIds }) =>
      endUserIds.map((endUserId) => ({ id: newId(), licenceId, endUserId })),
    );
    await scope.sql(
      `insert into licence_seat (id, reseller_id, company_id, licence_id, end_user_id, held_from)
       select s.id, $2, $3, s."licenceId", s."endUserId", $4
         from jsonb_to_recordset($1) s (id uuid, "licenceId" uuid, "endUserId" uuid)`,
      [JSON.stringify(seats), company.resellerId, company.id, scope.now],
    );
    const result: ImportPreview = previewOf(judged);
    return {
      result,
      subject: [
        ...rows.map(({ id }) => ({ type: 'Licence', id, ...tenancy })),
        ...seats.map(({ licenceId, endUserId }) => ({
          type: 'Licence',
          id: licenceId,
          ...tenancy,
          endUserId,
          changed: ['seats'],
        })),
      ],
    };
  },
});
