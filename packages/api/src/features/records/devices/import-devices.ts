import { newId } from '@steward/shared';
import { verb } from '../../../kernel/verb.ts';
import { chosenCompany } from '../../people/directory/index.ts';
import { assertAllGood, type ImportPreview, previewOf } from '../stock/index.ts';
import { Device } from './device.entity.ts';
import { judgeDevices } from './device-file.ts';
import { deviceFileInput } from './preview-device-import.ts';

const FIELDS = `id uuid, kind text, make text, model text, "serialNumber" text, imei text, note text, "endUserId" uuid, "subscriptionId" uuid`;

/**
 * Enters the devices of a CSV file, and changes those that are there already where it says something else: as a whole or not at all. [R2]
 */
export const importDevices = verb({
  name: 'importDevices',
  description:
    'A CSV file with a heading: Kind, Make, Model, Serial number, IMEI, Person, Service, Note. Taken as a whole or not at all.',
  permission: 'DEVICE_WRITE',
  input: deviceFileInput,
  async run(scope, { companyId, file }) {
    const company = await chosenCompany(scope, companyId);
    const tenancy = { resellerId: company.resellerId, companyId: company.id };
    const judged = await judgeDevices(scope, company, file);
    assertAllGood(judged);
    const rows = await scope.sealed(
      Device,
      judged
        .filter(({ outcome }) => outcome !== 'SAME')
        .map((row) => ({ ...row, ...tenancy, id: row.id ?? newId() })),
    );
    await scope.sql(
      `insert into device (id, reseller_id, company_id, end_user_id, subscription_id, kind, make, model, serial_number, imei, note, state, created_at)
       select r.id, $2, $3, r."endUserId", r."subscriptionId", r.kind, r.make, r.model, r."serialNumber", r.imei, r.note,
           case when r."endUserId" is null then 'IN_STOCK' else 'ASSIGNED' end, $4
         from jsonb_to_recordset($1) r (${FIELDS})`,
      [
        JSON.stringify(rows.filter(({ outcome }) => outcome === 'ADD')),
        company.resellerId,
        company.id,
        scope.now,
      ],
    );
    await scope.sql(
      `update device d set kind = coalesce(r.kind, d.kind), make = coalesce(r.make, d.make), model = coalesce(r.model, d.model),
          serial_number = coalesce(r."serialNumber", d.serial_number), imei = coalesce(r.imei, d.imei), note = coalesce(r.note, d.note),
          end_user_id = coalesce(r."endUserId", d.end_user_id), subscription_id = coalesce(r."subscriptionId", d.subscription_id),
          state = case when r."endUserId" is null then d.state else 'ASSIGNED' end
        from jsonb_to_recordset($1) r (${FIELDS}) where d.id = r.id`,
      [JSON.stringify(rows.filter(({ outcome }) => outcome === 'CHANGE'))],
    );
    const result: ImportPreview = previewOf(judged);
    return {
      result,
      subject: rows.map(({ id, endUserId }) => ({
        type: 'Device',
        id,
        ...tenancy,
        endUserId: endUserId ?? null,
      })),
    };
  },
});
