import type { ParameterValues } from '@steward/shared';
import type { ProvisioningAction } from './provisioning-job.entity.ts';

/** What a provisioning system is told: the state that is wanted, not a step towards it. */
export interface Wanted {
  action: ProvisioningAction;
  createdAt: Date;
  subscriptionId: string;
  productCode: string;
  quantity: number;
  /** What was chosen of what the product asks, by name. */
  parameters: ParameterValues;
  /** The end user's primary address; a service of the whole company has none. */
  address: string | null;
}

/** The body of the webhook `subscription.desired`; the same for every attempt of a job. */
export const messageBody = (wanted: Wanted): string =>
  JSON.stringify({
    type: 'subscription.desired',
    timestamp: wanted.createdAt.toISOString(),
    data: {
      subscriptionId: wanted.subscriptionId,
      productCode: wanted.productCode,
      quantity: wanted.quantity,
      parameters: wanted.parameters,
      address: wanted.address,
      desired: wanted.action === 'DEPROVISION' ? 'CANCELLED' : 'ACTIVE',
    },
  });
