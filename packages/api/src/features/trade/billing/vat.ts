import type { PlainDate } from '@steward/shared';
import { enumeration } from '../../../kernel/table.ts';
import type { VatTreatment } from '../../platform/tenancy/index.ts';
import { SupplyKind } from '../catalogue/index.ts';

/** Why a line has its rate: EN 16931 calls them S, Z, E, AE and O. The reduced rate is S, too. */
export const VatCategory = enumeration('VatCategory', {
  STANDARD: 'STANDARD',
  ZERO_RATED: 'ZERO_RATED',
  EXEMPT: 'EXEMPT',
  REVERSE_CHARGE: 'REVERSE_CHARGE',
  OUT_OF_SCOPE: 'OUT_OF_SCOPE',
});
export type VatCategory = keyof typeof VatCategory;

/** The VAT of a line. */
export interface Vat {
  /** What the seller charges, in basis points: 2000 is 20 %. */
  rateBp: number;
  category: VatCategory;
  /** What the invoice must say of it. */
  reason: string | null;
  /** The rate at which the customer accounts for it itself, in the United Kingdom; null where it does not. */
  notionalBp: number | null;
}

/** Who supplies; its VAT number says where it is registered. */
export interface Seller {
  vatNumber: string | null;
}

/** Who is supplied. */
export interface Buyer {
  vatNumber: string | null;
  vatTreatment: VatTreatment;
  /** Whether it buys to sell on, as resellers do. */
  resells: boolean;
}

type Rates = readonly (readonly [from: PlainDate, rateBp: number])[];

/** The standard rate (VAT Act 1994, s. 2; SI 2008/3020; Finance Act 2009, s. 9; Finance (No. 2) Act 2010, s. 3), newest first. */
const STANDARD_RATES: Rates = [
  ['2011-01-04', 2000],
  ['2010-01-01', 1750],
  ['2008-12-01', 1500],
  ['1991-04-01', 1750],
];
/** The reduced rate (VAT Act 1994, s. 29A and Schedule 7A; before them s. 2(1A)). */
const REDUCED_RATES: Rates = [['1997-09-01', 500]];
/** From when on telecommunications that are sold on are reverse-charged (SI 2016/12, under VAT Act 1994, s. 55A). */
const TELECOMS_REVERSED_FROM: PlainDate = '2016-02-01';

const WORDS = {
  exempt: 'Exempt from VAT: VAT Act 1994, Schedule 9.',
  telecoms: 'Reverse charge: VAT Act 1994 Section 55A applies.',
  registeredAbroad: 'Reverse charge: the customer accounts for VAT where it is registered.',
  abroad: 'Outside the scope of UK VAT: supplied to a business outside the United Kingdom.',
};

/** Northern Ireland's numbers are of the United Kingdom's register. */
const isRegisteredHere = (vatNumber: string | null): boolean => /^(GB|XI)/.test(vatNumber ?? '');

/**
 * Decides the VAT of a supply: the one place that does. [B5]
 *
 * - Who is not registered in the United Kingdom charges none.
 * - Services to a business elsewhere are supplied where that is (VAT Act 1994, s. 7A), whatever they are here: none either, and a
 *   customer that is registered there accounts for it.
 * - Telecommunications that one registered business buys from another to sell them on: the customer accounts for it here.
 * - All else is taxed by what it is, at the rate of its tax point.
 *
 * @param day the tax point: when the invoice is issued
 * @throws RangeError for days before the rates that are known
 */
export function vatOf(supply: SupplyKind, seller: Seller, buyer: Buyer, day: PlainDate): Vat {
  if (!isRegisteredHere(seller.vatNumber)) return untaxed('OUT_OF_SCOPE');
  if (buyer.vatTreatment === 'OUTSIDE_UK')
    return buyer.vatNumber
      ? untaxed('REVERSE_CHARGE', WORDS.registeredAbroad)
      : untaxed('OUT_OF_SCOPE', WORDS.abroad);
  const resold = buyer.resells && isRegisteredHere(buyer.vatNumber) && day >= TELECOMS_REVERSED_FROM;
  switch (supply) {
    case 'ZERO':
      return untaxed('ZERO_RATED');
    case 'EXEMPT':
      return untaxed('EXEMPT', WORDS.exempt);
    case 'REDUCED':
      return taxed(rateOn(REDUCED_RATES, day));
    case 'STANDARD':
      return taxed(rateOn(STANDARD_RATES, day));
    case 'TELECOMS': {
      const rateBp = rateOn(STANDARD_RATES, day);
      return resold ? { ...untaxed('REVERSE_CHARGE', WORDS.telecoms), notionalBp: rateBp } : taxed(rateBp);
    }
  }
}

/** What `vatOf` decides of each kind of supply between the same two on one day. */
export function vatByKind(seller: Seller, buyer: Buyer, day: PlainDate): Record<SupplyKind, Vat> {
  const kinds = Object.keys(SupplyKind) as SupplyKind[];
  return Object.fromEntries(kinds.map((kind) => [kind, vatOf(kind, seller, buyer, day)])) as Record<
    SupplyKind,
    Vat
  >;
}

const taxed = (rateBp: number): Vat => ({ rateBp, category: 'STANDARD', reason: null, notionalBp: null });

const untaxed = (category: VatCategory, reason: string | null = null): Vat => ({
  rateBp: 0,
  category,
  reason,
  notionalBp: null,
});

function rateOn(rates: Rates, day: PlainDate): number {
  const rate = rates.find(([from]) => from <= day);
  if (!rate) throw new RangeError(`No rate of VAT is known for ${day}.`);
  return rate[1];
}
