import { event } from '../../../kernel/jobs.ts';

/** Subscriptions that are to be provisioned from now on. */
export const subscriptionStarted = event<{ resellerId: string; subscriptionIds: string[] }>(
  'subscriptionStarted',
);
/** Subscriptions whose service is to be taken away now. */
export const subscriptionEnding = event<{ resellerId: string; subscriptionIds: string[] }>(
  'subscriptionEnding',
);
/** Subscriptions that run and from now on are of another product, or more or fewer. */
export const subscriptionChanged = event<{ resellerId: string; subscriptionIds: string[] }>(
  'subscriptionChanged',
);
