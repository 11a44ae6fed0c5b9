import { RESELLERS } from './tenants.ts';
import type { Trader } from './vat-registers.ts';

/** Customers of the demonstration whose VAT numbers registers know, and where they have their seats. */
const CUSTOMERS: Record<string, Trader> = {
  GB980780684: { name: 'GLOBEX LTD', address: ['1 ALBION STREET', 'LEEDS', 'LS1 6AG'] },
  IE6388047V: { name: 'LISTER TEXTILES (IRELAND) LIMITED', address: ['12 PENROSE QUAY', 'CORK', 'T23 P6W8'] },
};

/** Who is in the demonstration's registers of VAT numbers: all who sell, and some who buy. */
export const DEMO_TRADERS: Record<string, Trader> = {
  ...Object.fromEntries(
    RESELLERS.map(({ name, town, vatNumber }) => [
      vatNumber,
      { name: (name ?? 'Xe2').toUpperCase(), address: ['1 HIGH STREET', town.toUpperCase(), 'ZZ1 1ZZ'] },
    ]),
  ),
  ...CUSTOMERS,
};
