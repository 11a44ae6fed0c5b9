import { newId } from '@steward/shared';
import type { World } from '../../../kernel/testing/world.ts';
import type { ProvisioningAction, ProvisioningState } from './provisioning-job.entity.ts';

/** A manual job of a subscription that is there. */
export async function addProvisioningJob(
  { sql }: World,
  subscriptionId: string,
  {
    action = 'PROVISION',
    state = 'WAITING',
  }: { action?: ProvisioningAction; state?: ProvisioningState } = {},
): Promise<string> {
  const id = newId();
  await sql(
    `insert into provisioning_job (id, reseller_id, company_id, end_user_id, subscription_id, action, connector, state, created_at)
     select $1, reseller_id, company_id, end_user_id, id, $3, 'MANUAL', $4, created_at from subscription where id = $2`,
    [id, subscriptionId, action, state],
  );
  return id;
}
