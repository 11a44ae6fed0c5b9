import { z } from 'zod';
import { job } from '../../../kernel/jobs.ts';
import { perform } from '../../../kernel/verb.ts';
import { attemptProvisioning } from './attempt-provisioning.ts';
import { endProvisioning } from './end-provisioning.ts';
import { forgetMessages } from './forget-messages.ts';
import { observeChanges } from './observe-changes.ts';
import { OBSERVE, OBSERVE_CHANGES, observeDue } from './observe-due.ts';
import { observeSubscription } from './observe-subscription.ts';
import { ATTEMPT } from './queue-attempts.ts';
import { recoverProvisioning } from './recover-provisioning.ts';
import { startChange } from './start-change.ts';
import { startProvisioning } from './start-provisioning.ts';

const subscriptions = z.object({ resellerId: z.string(), subscriptionIds: z.array(z.string()) });

export const startProvisioningJob = job({
  name: 'start-provisioning',
  for: 'tenant',
  does: [startProvisioning],
  payload: subscriptions,
  run: async (setting, { subscriptionIds }) =>
    void (await perform(setting, startProvisioning, { subscriptionIds })),
});

export const startChangeJob = job({
  name: 'start-change',
  for: 'tenant',
  does: [startChange],
  payload: subscriptions,
  run: async (setting, { subscriptionIds }) =>
    void (await perform(setting, startChange, { subscriptionIds })),
});

export const endProvisioningJob = job({
  name: 'end-provisioning',
  for: 'tenant',
  does: [endProvisioning],
  payload: subscriptions,
  run: async (setting, { subscriptionIds }) =>
    void (await perform(setting, endProvisioning, { subscriptionIds })),
});

/** One attempt; what follows is queued by the attempt itself, so that the queue need not repeat it. */
export const attemptProvisioningJob = job({
  name: ATTEMPT,
  for: 'tenant',
  does: [attemptProvisioning],
  payload: z.object({ resellerId: z.string(), jobId: z.string() }),
  run: async (setting, { jobId }) => void (await perform(setting, attemptProvisioning, { jobId })),
});

export const recoverProvisioningJob = job({
  name: 'recover-provisioning',
  for: 'platform',
  does: [recoverProvisioning],
  payload: z.object({}),
  cron: '* * * * *',
  run: async (setting) => void (await perform(setting, recoverProvisioning, {})),
});

/** One look; it comes after whatever somebody waits for. */
export const observeSubscriptionJob = job({
  name: OBSERVE,
  for: 'tenant',
  does: [observeSubscription],
  payload: z.object({ resellerId: z.string(), subscriptionId: z.string() }),
  priority: 'last',
  run: async (setting, { subscriptionId }) =>
    void (await perform(setting, observeSubscription, { subscriptionId })),
});

/** Asks a connector what has changed at the other side; for the platform’s own tenant, since a connector is nobody’s. */
export const observeChangesJob = job({
  name: OBSERVE_CHANGES,
  for: 'tenant',
  does: [observeChanges],
  payload: z.object({ resellerId: z.string(), connectorId: z.string() }),
  priority: 'last',
  run: async (setting, { connectorId }) => void (await perform(setting, observeChanges, { connectorId })),
});

export const observeDueJob = job({
  name: 'observe-due',
  for: 'platform',
  does: [observeDue],
  payload: z.object({}),
  cron: '* * * * *',
  run: async (setting) => void (await perform(setting, observeDue, {})),
});

export const forgetMessagesJob = job({
  name: 'forget-messages',
  for: 'platform',
  does: [forgetMessages],
  payload: z.object({}),
  cron: '37 * * * *',
  run: async (setting) => void (await perform(setting, forgetMessages, {})),
});
