import {
  type InvoiceTotals,
  type Minor,
  monthPeriod,
  newId,
  type Period,
  sumMinor,
  totalInvoice,
} from '@steward/shared';
import type { DueCharge } from './due-charges.ts';
import type { InvoiceKind } from './invoice.entity.ts';
import { type PricedLine, priceLine } from './pricing.ts';

/** A priced line with its place on its invoice. */
export interface DraftLine extends PricedLine {
  subscriptionId: string;
  position: number;
}

/** An invoice while its lines come in. Lines that have been written are forgotten; their sum is kept. */
export class Draft {
  readonly id = newId();
  readonly resellerId: string;
  /** Null at wholesale: the reseller itself is the customer. */
  readonly companyId: string | null;
  /** Not written yet. */
  lines: DraftLine[] = [];
  /** Whether the invoice is in the database, with lines of an earlier batch. */
  written = false;
  readonly #vatRateBp: number;
  #netMinor: Minor = 0;
  #positions = 0;

  constructor(charge: DueCharge, kind: InvoiceKind, vatRateBp: number) {
    this.resellerId = charge.resellerId;
    this.companyId = kind === 'RETAIL' ? charge.companyId : null;
    this.#vatRateBp = vatRateBp;
  }

  /** The id of the company, or at wholesale of the reseller, that it is addressed to. */
  get customerId(): string {
    return this.companyId ?? this.resellerId;
  }

  isFor(charge: DueCharge): boolean {
    return this.resellerId === charge.resellerId && (this.companyId ?? charge.companyId) === charge.companyId;
  }

  /** Prices what is due in the period, and each earlier month that was missed as a line of its own. */
  charge(due: DueCharge, period: Period): void {
    const { description, unitMinor, quantity, startsOn, endsOn, subscriptionId } = due;
    const terms = {
      description,
      unitMinor,
      quantity,
      vatRateBp: this.#vatRateBp,
      activeFrom: startsOn,
      activeUntilExclusive: endsOn,
    };
    for (const month of [...(due.missed ?? []).map(monthPeriod), period]) {
      const line = priceLine(terms, month);
      if (!line) continue;
      this.#positions += 1;
      this.#netMinor = sumMinor([this.#netMinor, line.netMinor]);
      this.lines.push({ ...line, subscriptionId, position: this.#positions });
    }
  }

  /** Forgets the lines that are in the database now. */
  wrote(): void {
    this.lines = [];
    this.written = true;
  }

  /** VAT is reckoned on the sum, as `totalInvoice` does of single lines: all of them have the same rate. */
  get totals(): InvoiceTotals {
    return totalInvoice([{ netMinor: this.#netMinor, vatRateBp: this.#vatRateBp }]);
  }
}
