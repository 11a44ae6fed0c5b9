import { newId } from '@steward/shared';
import { verb } from '../../../kernel/verb.ts';
import { chosenCompany } from '../../people/directory/index.ts';
import { assertAllGood, type ImportPreview, previewOf } from '../stock/index.ts';
import { BroadbandLine } from './line.entity.ts';
import { judgeLines } from './line-file.ts';
import { lineFileInput } from './preview-line-import.ts';

const FIELDS = `id uuid, access text, supplier text, reference text, "downMbps" integer, "upMbps" integer, ranges text[], building text,
  street text, town text, postcode text, "dueOn" date, "liveOn" date, note text, "endUserId" uuid, "subscriptionId" uuid`;

/** Enters the lines of a CSV file, and changes those that are there already where it says something else: as a whole or not at all. [R2] */
export const importLines = verb({
  name: 'importLines',
  description:
    'A CSV file with a heading: Access, Supplier, Reference, Down, Up, IP addresses, Building, Street, Town, Postcode, Due, Live since, Person, Service, Note. Taken as a whole or not at all.',
  permission: 'LINE_WRITE',
  input: lineFileInput,
  async run(scope, { companyId, file }) {
    const company = await chosenCompany(scope, companyId);
    const tenancy = { resellerId: company.resellerId, companyId: company.id };
    const judged = await judgeLines(scope, company, file);
    assertAllGood(judged);
    const rows = await scope.sealed(
      BroadbandLine,
      judged
        .filter(({ outcome }) => outcome !== 'SAME')
        .map((row) => ({ ...row, ...tenancy, id: row.id ?? newId() })),
    );
    await scope.sql(
      `insert into broadband_line (id, reseller_id, company_id, end_user_id, subscription_id, access, supplier, reference, down_mbps, up_mbps,
          ranges, building, street, town, postcode, state, due_on, live_on, note, created_at)
       select r.id, $2, $3, r."endUserId", r."subscriptionId", r.access, r.supplier, r.reference, r."downMbps", r."upMbps",
           coalesce(r.ranges, '{}'), r.building, r.street, r.town, r.postcode,
           case when r."liveOn" is null then 'ORDERED' else 'LIVE' end, r."dueOn", r."liveOn", r.note, $4
         from jsonb_to_recordset($1) r (${FIELDS})`,
      [
        JSON.stringify(rows.filter(({ outcome }) => outcome === 'ADD')),
        company.resellerId,
        company.id,
        scope.now,
      ],
    );
    await scope.sql(
      `update broadband_line l set access = coalesce(r.access, l.access), down_mbps = coalesce(r."downMbps", l.down_mbps),
          up_mbps = coalesce(r."upMbps", l.up_mbps), ranges = coalesce(r.ranges, l.ranges), building = coalesce(r.building, l.building),
          street = coalesce(r.street, l.street), town = coalesce(r.town, l.town), postcode = coalesce(r.postcode, l.postcode),
          state = case when r."liveOn" is null then l.state else 'LIVE' end, due_on = coalesce(r."dueOn", l.due_on),
          live_on = coalesce(r."liveOn", l.live_on), note = coalesce(r.note, l.note),
          end_user_id = coalesce(r."endUserId", l.end_user_id), subscription_id = coalesce(r."subscriptionId", l.subscription_id)
        from jsonb_to_recordset($1) r (${FIELDS}) where l.id = r.id`,
      [JSON.stringify(rows.filter(({ outcome }) => outcome === 'CHANGE'))],
    );
    const result: ImportPreview = previewOf(judged);
    return {
      result,
      subject: rows.map(({ id, endUserId }) => ({
        type: 'BroadbandLine',
        id,
        ...tenancy,
        endUserId: endUserId ?? null,
      })),
    };
  },
});
