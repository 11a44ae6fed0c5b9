import { id, prose } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { emit } from '../../../kernel/jobs.ts';
import { verb } from '../../../kernel/verb.ts';
import { orderOver } from './events.ts';
import { queueOrderMail } from './mail-order.ts';

/** Notes that an order could not be carried out, and why; nothing of it has been. [C4] */
export const failOrder = verb({
  name: 'failOrder',
  permission: 'system',
  input: input('FailOrderInput', { orderId: id(), failure: prose(5_000) }),
  async run(scope, { orderId, failure }) {
    const [failed] = await scope.sql<{ resellerId: string; companyId: string; reference: string }>(
      `update service_order set state = 'FAILED', failure = $2, finished_at = $3 where id = $1 and state = 'QUEUED'
       returning reseller_id as "resellerId", company_id as "companyId", reference`,
      [orderId, failure, scope.now],
    );
    if (!failed) return { result: null, subject: null };
    const { reference, ...tenancy } = failed;
    await emit(scope, orderOver, { resellerId: tenancy.resellerId, orderId });
    await queueOrderMail(scope, { id: orderId, ...tenancy });
    scope.hint({ kind: 'ServiceOrder', id: orderId, ...tenancy });
    return { result: orderId, subject: { type: 'ServiceOrder', id: orderId, ...tenancy, reference } };
  },
});
