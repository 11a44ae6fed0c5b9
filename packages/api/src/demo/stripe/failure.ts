/** The `error` object of a Stripe answer. */
export interface StripeErrorBody {
  readonly type: 'invalid_request_error' | 'idempotency_error' | 'card_error';
  readonly message: string;
  readonly code?: string;
  readonly param?: string;
  readonly decline_code?: string;
  /** The payment that a declined card is of. */
  readonly payment_intent?: object;
}

/** A request that Stripe would refuse. */
export class StripeFailure extends Error {
  readonly status: number;
  readonly body: StripeErrorBody;

  constructor(status: number, body: StripeErrorBody) {
    super(body.message);
    this.name = 'StripeFailure';
    this.status = status;
    this.body = body;
  }
}

/** A refusal for what was asked: 400 unless another status is given. */
export function invalidRequest(
  message: string,
  detail: { readonly code?: string; readonly param?: string } = {},
  status = 400,
): StripeFailure {
  return new StripeFailure(status, { type: 'invalid_request_error', message, ...detail });
}

export function missingResource(kind: string, id: string, param: string): StripeFailure {
  return invalidRequest(`No such ${kind}: '${id}'`, { code: 'resource_missing', param }, 404);
}
