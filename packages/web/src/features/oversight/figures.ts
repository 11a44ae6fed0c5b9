import { count, moneyRounded } from '../../lib/format.ts';

export interface KeyFigure {
  label: string;
  value: string;
}

/** What home tells in numbers; null where a number does not concern the level. Money in minor units. */
export interface HomeFigures {
  resellers: number | null;
  companies: number | null;
  endUsers: number | null;
  activeSubscriptions: number | null;
  recurringMinor: number | null;
  marginMinor: number | null;
  outstandingMinor: number | null;
}

/** The key figures that concern whoever looks, in reading order. */
export function figuresFor(home: HomeFigures): KeyFigure[] {
  const figures: [string, number | null, (value: number) => string][] = [
    ['Resellers', home.resellers, count],
    ['Companies', home.companies, count],
    ['End users', home.endUsers, count],
    ['Active subscriptions', home.activeSubscriptions, count],
    ['Recurring a month', home.recurringMinor, moneyRounded],
    ['Margin a month', home.marginMinor, moneyRounded],
    ['Outstanding', home.outstandingMinor, moneyRounded],
  ];
  return figures.flatMap(([label, value, show]) => (value === null ? [] : [{ label, value: show(value) }]));
}
