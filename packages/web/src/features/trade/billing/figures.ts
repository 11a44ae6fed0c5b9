import { graphql } from '../../../data/graphql.ts';
import { type FiguresPart, figuresPart } from '../../../frame/figures.ts';
import { money } from '../../../lib/format.ts';
import type { KeyFigure } from '../../../ui/Figure.tsx';

interface Balance {
  outstandingMinor: number | null;
  overdueMinor: number | null;
}

/** What is owed now, and what of it should have been paid: the invoices behind it are a tab of the page. */
function owed(label: string, { outstandingMinor, overdueMinor }: Balance, here: string): KeyFigure | false {
  if (outstandingMinor === null) return false;
  const overdue = overdueMinor ?? 0;
  return {
    label,
    value: money(outstandingMinor),
    detail: overdue > 0 ? `${money(overdue)} overdue` : outstandingMinor > 0 ? 'Not due yet' : 'All paid',
    urgent: overdue > 0,
    href: `${here}?tab=invoices&${overdue > 0 && overdue === outstandingMinor ? 'overdue' : 'unpaid'}=true`,
    order: 10,
  };
}

export const companyBalance: FiguresPart = figuresPart(
  graphql(`
    fragment CompanyBalance on Company {
      outstandingMinor
      overdueMinor
    }
  `),
  {
    permission: 'INVOICE_READ',
    types: ['Invoice', 'Payment'],
    figures: (company, { level, here }) => [owed(level === 'COMPANY' ? 'To pay' : 'Owes now', company, here)],
  },
);

export const resellerBalance: FiguresPart = figuresPart(
  graphql(`
    fragment ResellerBalance on Reseller {
      isPlatform
      outstandingMinor
      overdueMinor
    }
  `),
  {
    permission: 'INVOICE_READ',
    types: ['Invoice', 'Payment'],
    figures: (reseller, { level, here }) => [
      // The platform invoices nothing to itself.
      !reseller.isPlatform &&
        owed(level === 'PLATFORM' ? 'Owes us now' : 'You owe the platform', reseller, here),
    ],
  },
);
