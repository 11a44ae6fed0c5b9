import { MAIL_PARTS, passedOn, type Shape, type Wanted } from '../connectors/index.ts';
import type { ProvisioningAction } from './provisioning-job.entity.ts';

/** The body of the webhook `subscription.desired`: the state that is wanted, not a step towards it; the same for every attempt of a job. */
export const messageBody = (
  { subscriptionId, productCode, quantity, person, parameters, suspended, callsBarred, mail }: Wanted,
  { action, createdAt }: { action: ProvisioningAction; createdAt: Date },
): string =>
  JSON.stringify({
    type: 'subscription.desired',
    timestamp: createdAt.toISOString(),
    data: {
      subscriptionId,
      productCode,
      quantity,
      // What was chosen with it, by name.
      parameters,
      // The end user's primary address; a service of the whole company has none.
      address: person?.address ?? null,
      // How the mail of a mailbox is passed on: `forwardTo`, `delegates`, `reply`; empty: it is not (any more).
      mail: passedOn(mail),
      // What is barred of the calls of its company; null: nothing (any more). Emergency and free numbers never are.
      barred: callsBarred ? OUTGOING : null,
      // SUSPENDED: it is kept as it is and not in use, until it is ACTIVE again.
      ...desiredOf(action, suspended),
    },
  });

/** What is barred of calls, as a receiver is told it, and as people are. */
const OUTGOING = 'OUTGOING_EXCEPT_EMERGENCY_AND_FREE';
const BARRED = { barred: 'Outgoing calls, except to emergency and free numbers' };

const desiredOf = (action: ProvisioningAction, suspended: boolean) => {
  if (action === 'DEPROVISION') return { desired: 'CANCELLED' };
  return suspended ? { desired: 'SUSPENDED', reason: 'OVERDUE' } : { desired: 'ACTIVE' };
};

/** What there is once a receiver has said yes to a message: it is not looked at, it says so. Null: nothing. */
export function acknowledged(body: string): Shape | null {
  const { productCode, quantity, address, parameters, mail, barred, desired } = JSON.parse(body).data;
  if (desired === 'CANCELLED') return null;
  return {
    product: productCode,
    quantity,
    ...(address ? { address } : {}),
    ...parameters,
    ...mail,
    ...(desired === 'SUSPENDED' ? { suspended: true } : {}),
    ...(barred ? BARRED : {}),
  };
}

/** What there is once somebody has done by hand what is wanted. */
export const byHand = ({
  productCode,
  quantity,
  person,
  parameters,
  suspended,
  callsBarred,
  mail,
}: Wanted): Shape => ({
  product: productCode,
  quantity,
  ...(person?.address ? { address: person.address } : {}),
  ...parameters,
  ...passedOn(mail),
  ...(suspended ? { suspended } : {}),
  ...(callsBarred ? BARRED : {}),
});

/** What people call the attributes of what nobody looks at. */
export const TOLD_ATTRIBUTES = {
  product: 'Product',
  quantity: 'Quantity',
  address: 'E-mail address',
  suspended: 'Suspended',
  barred: 'Barred',
  ...MAIL_PARTS,
};
