import type { Minor, PlainDate } from '@steward/shared';
import type { Scope } from '../../../kernel/scope.ts';
import type { CollectionState } from './collection.entity.ts';
import type { Told } from './letters.ts';
import type { MethodKind, MethodState } from './stored-method.entity.ts';

/** A collection with all that Stripe is told of it, and what customers are. */
export interface CollectionRow extends Told {
  id: string;
  issuerId: string;
  state: CollectionState;
  attempt: number;
  collectOn: PlainDate;
  amountMinor: Minor;
  idempotencyKey: string;
  startedAt: Date | null;
  paymentId: string | null;
  /** The method's own id here. */
  methodRowId: string;
  kind: MethodKind;
  methodState: MethodState;
  customerId: string;
  methodId: string;
  mandateId: string | null;
}

/** A collection from a method; undefined if there is none, or if it was stopped before it was announced. */
export async function readCollection(
  scope: Scope,
  collectionId: string,
  lock = '',
): Promise<CollectionRow | undefined> {
  const [row] = await scope.sql<CollectionRow>(
    `select k.id, k.reseller_id as "resellerId", k.company_id as "companyId", k.issuer_id as "issuerId", k.invoice_id as "invoiceId", k.state,
        k.attempt, k.collect_on::text as "collectOn", k.amount_minor::float8 as "amountMinor", k.idempotency_key as "idempotencyKey",
        k.started_at as "startedAt", k.stripe_payment_id as "paymentId", m.id as "methodRowId", m.kind, m.state as "methodState",
        m.stripe_customer_id as "customerId", m.stripe_method_id as "methodId", m.stripe_mandate_id as "mandateId", i.number, i.currency,
        i.seller->>'name' as "issuerName",
        json_build_object('kind', m.kind, 'brand', m.brand, 'last4', m.last4, 'mandateReference', m.mandate_reference) as method
      from collection k join stored_method m on m.id = k.method_id join invoice i on i.id = k.invoice_id where k.id = $1 ${lock}`,
    [collectionId],
  );
  return row;
}
