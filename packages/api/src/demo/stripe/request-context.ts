/** What a change is done for and by. */
export interface RequestContext {
  /** The connected account whose data it is (`Stripe-Account`); undefined: the key's own. */
  readonly account: string | undefined;
  /** The API request behind it; undefined when a person did it on the pay page, or time passed. */
  readonly requestId?: string;
  readonly idempotencyKey?: string | undefined;
}
