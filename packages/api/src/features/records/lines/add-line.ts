import { date, id, newId, optional, prose } from '@steward/shared';
import { input, oneOf } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { chosenCompany } from '../../people/directory/index.ts';
import { assertOfCompany } from '../stock/index.ts';
import { assertWhole, INSTALLED } from './installed.ts';
import { BroadbandLine, LineAccess } from './line.entity.ts';
import { ipRanges, mbps, reference, supplier } from './line-rules.ts';
import { assertPast } from './set-line-state.ts';

/** Enters a line of a company: ordered, or live if it says since when. [R2] */
export const addLine = verb({
  name: 'addLine',
  permission: 'LINE_WRITE',
  input: input('AddLineInput', {
    companyId: optional(id()),
    access: oneOf(LineAccess),
    supplier: supplier(),
    reference: reference(),
    downMbps: optional(mbps()),
    upMbps: optional(mbps()),
    ranges: ipRanges().optional(),
    building: optional(INSTALLED.building),
    street: optional(INSTALLED.street),
    town: optional(INSTALLED.town),
    postcode: optional(INSTALLED.postcode),
    dueOn: optional(date()),
    liveOn: optional(date()),
    note: optional(prose(500)),
    endUserId: optional(id()),
    subscriptionId: optional(id()),
  }),
  async run(scope, { companyId, ...given }) {
    assertWhole(given);
    assertPast(scope, given.liveOn, 'liveOn');
    const company = await chosenCompany(scope, companyId);
    await assertOfCompany(scope, company.id, given);
    const tenancy = { resellerId: company.resellerId, companyId: company.id };
    const lineId = newId();
    await scope.insert(BroadbandLine, {
      id: lineId,
      ...tenancy,
      ...given,
      ranges: given.ranges ?? [],
      state: given.liveOn ? 'LIVE' : 'ORDERED',
      createdAt: scope.now,
    });
    return {
      result: lineId,
      subject: { type: 'BroadbandLine', id: lineId, ...tenancy, endUserId: given.endUserId },
    };
  },
});
