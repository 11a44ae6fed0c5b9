import { clearable, id } from '@steward/shared';
import { assign, loadLocked } from '../../../kernel/assign.ts';
import { edit } from '../../../kernel/input.ts';
import { invalid } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { assertOfCompany } from '../stock/index.ts';
import { Licence } from './licence.entity.ts';
import { expiresOn, note, product, seats, vendor } from './licence-rules.ts';

/** Corrects what is said of a licence, or renews it; it keeps as many seats as people have. [R2] */
export const updateLicence = verb({
  name: 'updateLicence',
  permission: 'LICENCE_WRITE',
  input: edit(
    'UpdateLicenceInput',
    { id: id() },
    {
      vendor: vendor().optional(),
      product: product().optional(),
      seats: seats().optional(),
      expiresOn: clearable(expiresOn()),
      note: clearable(note()),
      subscriptionId: clearable(id()),
    },
  ),
  async run(scope, { id: licenceId, known, ...given }) {
    const licence = await loadLocked(scope, Licence, licenceId);
    await assertOfCompany(scope, licence.companyId, { subscriptionId: given.subscriptionId ?? null });
    const [used] = await scope.sql<{ count: number }>(
      'select count(*)::integer as count from licence_seat where licence_id = $1 and held_until is null',
      [licenceId],
    );
    if (given.seats !== undefined && given.seats < (used?.count ?? 0))
      throw invalid('seats', `Must be at least ${used?.count}: so many people have it.`);
    const changed = assign(licence, given, known);
    const { resellerId, companyId } = licence;
    const subject = { type: 'Licence', id: licenceId, resellerId, companyId };
    return { result: licenceId, subject: changed ? { ...subject, changed } : null };
  },
});
