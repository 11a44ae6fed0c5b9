import { Stack, Text } from '@mantine/core';
import { IconBook2 } from '@tabler/icons-react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useViewer } from '../../../data/viewer.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { FigureTable } from '../../../ui/FigureTable.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { Money } from '../../../ui/Money.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { Section } from '../../../ui/Section.tsx';
import { ACCOUNTS } from './ledger-words.ts';
import { PeriodFields } from './PeriodFields.tsx';
import { type Days, usePeriod } from './use-period.ts';

export const BalancesDocument = graphql(`
  query LedgerBalances($from: Date!, $to: Date!) {
    ledgerBalances(from: $from, to: $to) {
      account
      currency
      openingMinor
      debitMinor
      creditMinor
      closingMinor
    }
  }
`);
type Balance = ResultOf<typeof BalancesDocument>['ledgerBalances'][number];

/** The trial balance of one's own ledger [B7]. */
export function AccountsPage() {
  const { level } = useViewer();
  const [days, setDays] = usePeriod(0);
  const read = useRead(BalancesDocument, days, { types: ['Invoice', 'Payment'] });
  return (
    <>
      <PageHeader
        title="Ledger"
        description={
          level === 'PLATFORM'
            ? 'The platform’s own accounts: every invoice and payment is an entry that balances. Nothing in it can be changed.'
            : 'Your accounts, your purchases from the platform included: every invoice and payment is an entry that balances. Nothing in it can be changed.'
        }
      />
      <Siblings of="/ledger" at="/ledger">
        <PeriodFields days={days} onChange={setDays} />
        <Loaded from={read}>
          {({ ledgerBalances }) =>
            ledgerBalances.length === 0 ? (
              <EmptyState icon={<IconBook2 size={22} />} title="Nothing has been posted yet">
                The first invoice opens the ledger.
              </EmptyState>
            ) : (
              <Stack>
                {[...new Set(ledgerBalances.map(({ currency }) => currency))].map((currency) => (
                  <Accounts
                    key={currency}
                    currency={currency}
                    days={days}
                    balances={ledgerBalances.filter((balance) => balance.currency === currency)}
                  />
                ))}
              </Stack>
            )
          }
        </Loaded>
      </Siblings>
    </>
  );
}

interface AccountsProps {
  currency: string;
  days: Days;
  balances: readonly Balance[];
}

function Accounts({ currency, days, balances }: AccountsProps) {
  const sum = (field: 'debitMinor' | 'creditMinor') =>
    balances.reduce((total, balance) => total + balance[field], 0);
  return (
    <Section title={`Accounts in ${currency}`}>
      <FigureTable
        label={`Accounts in ${currency}`}
        head={['Account', 'Before', 'Debit', 'Credit', 'Balance']}
        numeric={[1, 2, 3, 4]}
        rows={[
          ...balances.map(({ account, openingMinor, debitMinor, creditMinor, closingMinor }) => ({
            key: account,
            cells: [
              <Stack key="account" gap={0}>
                <TextLink to="/ledger/journal" search={{ account, ...days }} inherit>
                  {ACCOUNTS[account].name}
                </TextLink>
                <Text fz="xs" c="dimmed">
                  {ACCOUNTS[account].words}
                </Text>
              </Stack>,
              <Money key="before" minor={openingMinor} currency={currency} />,
              <Money key="debit" minor={debitMinor} currency={currency} />,
              <Money key="credit" minor={creditMinor} currency={currency} />,
              <Money key="balance" minor={closingMinor} currency={currency} />,
            ],
          })),
          {
            key: 'sum',
            cells: [
              <strong key="sum">Together</strong>,
              '',
              <Money key="debit" minor={sum('debitMinor')} currency={currency} />,
              <Money key="credit" minor={sum('creditMinor')} currency={currency} />,
              <Money
                key="balance"
                minor={balances.reduce((total, { closingMinor }) => total + closingMinor, 0)}
                currency={currency}
              />,
            ],
          },
        ]}
      />
    </Section>
  );
}
