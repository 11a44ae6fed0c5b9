import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { IconFileTypeCsv } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useCan } from '../../../data/viewer.ts';
import { FileMenu } from '../../../frame/FileMenu.tsx';
import { Siblings } from '../../../frame/Siblings.tsx';
import { money } from '../../../lib/format.ts';
import { Facts } from '../../../ui/Facts.tsx';
import { FigureTable } from '../../../ui/FigureTable.tsx';
import { CURRENCY_OPTIONS } from '../../../ui/form/CurrencySelect.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { Section } from '../../../ui/Section.tsx';
import { CONTENTS, isProgram, PROGRAMS, type Program, subjectWords } from './bookkeeping-words.ts';
import { EditCodes } from './EditCodes.tsx';
import { PeriodFields } from './PeriodFields.tsx';
import { type Days, usePeriod } from './use-period.ts';

const CodesDocument = graphql(`
  query BookkeepingCodes($target: BookkeepingTarget!) {
    bookkeepingCodes(target: $target) {
      subject
      code
      usual
    }
  }
`);
const SoldDocument = graphql(`
  query SoldInDays($from: Date!, $to: Date!) {
    ledgerBalances(from: $from, to: $to) {
      account
      currency
      debitMinor
      creditMinor
    }
  }
`);

/** What one's bookkeeper takes in: sales and the journal as the program imports them, and what it calls accounts and rates [O1]. */
export function BookkeepingPage() {
  const { target: asked }: { target?: unknown } = useSearch({ strict: false });
  const target = isProgram(asked) ? asked : 'XERO';
  const navigate = useNavigate();
  const [days, setDays] = usePeriod(1);
  const [currency, setCurrency] = useState('GBP');
  const { name, words } = PROGRAMS[target];
  return (
    <>
      <PageHeader
        title="Bookkeeping"
        description="Sales and the journal as your bookkeeper’s program imports them. What a file comes to is what the ledger says, to the penny."
      />
      <Siblings of="/ledger" at="/ledger/bookkeeping">
        <Group gap="sm" align="flex-end">
          <NativeSelect
            label="Program"
            mb="md"
            value={target}
            data={Object.entries(PROGRAMS).map(([value, program]) => ({ value, label: program.name }))}
            onChange={({ currentTarget: { value } }) =>
              void navigate({ to: '.', search: (was) => ({ ...was, target: value }), replace: true })
            }
          />
          <PeriodFields days={days} onChange={setDays} />
          <NativeSelect
            label="Currency"
            mb="md"
            value={currency}
            data={CURRENCY_OPTIONS}
            onChange={({ currentTarget: { value } }) => setCurrency(value)}
          />
        </Group>
        <Stack>
          <Section title={`For ${name}`} actions={<Files target={target} days={days} currency={currency} />}>
            <Stack gap="sm">
              <Text fz="sm" maw={720}>
                {words}
              </Text>
              <Sold days={days} currency={currency} />
            </Stack>
          </Section>
          <Codes key={target} target={target} />
        </Stack>
      </Siblings>
    </>
  );
}

function Files({ target, days: { from, to }, currency }: { target: Program; days: Days; currency: string }) {
  const { contents } = PROGRAMS[target];
  return (
    <FileMenu
      label="Export"
      failed="The export stopped"
      note="Noted in the audit log"
      files={contents.map((content) => ({
        label: content === 'SALES' && contents.includes('CREDIT_NOTES') ? 'Invoices' : CONTENTS[content],
        icon: <IconFileTypeCsv size={16} />,
        path: `/bookkeeping/export?${new URLSearchParams({ target, content, from, to, currency })}`,
        name: `${target}-${content}-${from}-${to}-${currency}.csv`.toLowerCase().replaceAll('_', '-'),
        type: 'text/csv',
      }))}
    />
  );
}

/** What the files come to, with the postings behind it. */
function Sold({ days, currency }: { days: Days; currency: string }) {
  const read = useRead(SoldDocument, days, { types: ['Invoice', 'CreditNote'] });
  return (
    <Loaded from={read}>
      {({ ledgerBalances }) => {
        const revenue = ledgerBalances.find(
          (balance) => balance.account === 'REVENUE' && balance.currency === currency,
        );
        const sold = (revenue?.creditMinor ?? 0) - (revenue?.debitMinor ?? 0);
        return (
          <Facts
            facts={[
              [
                'Sold in these days, without VAT',
                <TextLink key="sold" to="/ledger/journal" search={{ account: 'REVENUE', ...days }} inherit>
                  {money(sold, currency)}
                </TextLink>,
              ],
            ]}
          />
        );
      }}
    </Loaded>
  );
}

function Codes({ target }: { target: Program }) {
  const can = useCan();
  const [editing, setEditing] = useState(false);
  const read = useRead(CodesDocument, { target }, { types: ['BookkeepingCodes'] });
  return (
    <Section
      title="Codes"
      actions={
        can('BOOKKEEPING_WRITE') && (
          <Button variant="default" size="xs" onClick={() => setEditing(true)}>
            Change codes
          </Button>
        )
      }
    >
      <Loaded from={read}>
        {({ bookkeepingCodes }) => (
          <>
            <FigureTable
              label={`Codes in ${PROGRAMS[target].name}`}
              head={['Here', `In ${PROGRAMS[target].name}`, 'Usual there']}
              numeric={[]}
              rows={bookkeepingCodes.map(({ subject, code, usual }) => ({
                key: subject,
                cells: [
                  subjectWords(subject),
                  code,
                  <Text key="usual" span inherit c="dimmed">
                    {code === usual ? 'The same' : usual}
                  </Text>,
                ],
              }))}
            />
            {editing && (
              <EditCodes target={target} codes={bookkeepingCodes} onClose={() => setEditing(false)} />
            )}
          </>
        )}
      </Loaded>
    </Section>
  );
}
