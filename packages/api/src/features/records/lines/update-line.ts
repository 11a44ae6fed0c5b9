import { clearable, date, id, prose } from '@steward/shared';
import { assign, loadLocked } from '../../../kernel/assign.ts';
import { edit, oneOf } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { assertOfCompany } from '../stock/index.ts';
import { assertWhole, INSTALLED } from './installed.ts';
import { BroadbandLine, LineAccess } from './line.entity.ts';
import { ipRanges, mbps, reference, supplier } from './line-rules.ts';

/** Corrects what is said of a line, gives it to somebody or takes it back; what is left out stays as it is. [R2] */
export const updateLine = verb({
  name: 'updateLine',
  permission: 'LINE_WRITE',
  input: edit(
    'UpdateLineInput',
    { id: id() },
    {
      access: oneOf(LineAccess).optional(),
      supplier: supplier().optional(),
      reference: reference().optional(),
      downMbps: clearable(mbps()),
      upMbps: clearable(mbps()),
      ranges: ipRanges().optional(),
      building: clearable(INSTALLED.building),
      street: clearable(INSTALLED.street),
      town: clearable(INSTALLED.town),
      postcode: clearable(INSTALLED.postcode),
      dueOn: clearable(date()),
      note: clearable(prose(500)),
      endUserId: clearable(id()),
      subscriptionId: clearable(id()),
    },
  ),
  async run(scope, { id: lineId, known, ...given }) {
    const line = await loadLocked(scope, BroadbandLine, lineId);
    const { resellerId, companyId } = line;
    await assertOfCompany(scope, companyId, given);
    const before = line.endUserId;
    const changed = assign(line, given, known);
    assertWhole(line);
    const subject = {
      type: 'BroadbandLine',
      id: lineId,
      resellerId,
      companyId,
      endUserId: line.endUserId ?? before,
    };
    return { result: lineId, subject: changed ? { ...subject, changed } : null };
  },
});
