import { Button, Table, Text } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import { count, period } from '../../../lib/format.ts';
import { ButtonLink, TextLink } from '../../../ui/links.tsx';
import { Money } from '../../../ui/Money.tsx';
import { Section } from '../../../ui/Section.tsx';
import { ALL_LINES } from './InvoiceParts.tsx';
import classes from './invoice.module.css';
import { type VatRow, vatWords } from './vat-words.ts';

interface InvoiceLine {
  id: string;
  description: string;
  quantity: number;
  unitPriceMinor: number;
  from: string;
  /** Exclusive. */
  to: string;
  netMinor: number;
  vatRateBp: number;
  vatCategory: VatRow['vatCategory'];
}

/** More lines than this are shown on request: on older invoices each service of each person is one. */
const FIRST = 30;

interface InvoiceLinesProps {
  lines: readonly InvoiceLine[];
  currency: string;
  /** The invoice's own days: a line that is for all of them need not say so. */
  periodStart: string;
  /** Exclusive. */
  periodEnd: string;
  /** For whoever does not see who is behind a line. */
  alone?: boolean;
}

/** What is charged, line by line, net; a line leads to who is behind it. */
export function InvoiceLines({ lines, currency, periodStart, periodEnd, alone = false }: InvoiceLinesProps) {
  const [all, setAll] = useState(lines.length <= FIRST + 5);
  return (
    <Section
      title={lines.length === 1 ? 'One line' : `${count(lines.length)} lines`}
      actions={
        !alone && (
          <ButtonLink
            to="."
            search={{ line: ALL_LINES }}
            resetScroll={false}
            variant="default"
            size="xs"
            leftSection={<IconUsers size={14} />}
          >
            Who is behind it
          </ButtonLink>
        )
      }
    >
      <Table className={classes.lines} verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Service</Table.Th>
            <Table.Th scope="col" ta="right" className={classes.wide}>
              Quantity
            </Table.Th>
            <Table.Th scope="col" ta="right" className={classes.wide}>
              Unit price
            </Table.Th>
            <Table.Th scope="col" ta="right" className={classes.wide}>
              VAT
            </Table.Th>
            <Table.Th scope="col" ta="right">
              Net
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {(all ? lines : lines.slice(0, FIRST)).map((line) => (
            <Table.Tr key={line.id}>
              <Table.Th scope="row" fw={400}>
                {alone ? (
                  line.description
                ) : (
                  <TextLink to="." search={{ line: line.id }} resetScroll={false}>
                    {line.description}
                  </TextLink>
                )}
                {(line.from !== periodStart || line.to !== periodEnd) && (
                  <Text span display="block" fz="xs" c="dimmed">
                    {period(line.from, line.to)}
                  </Text>
                )}
                <Text span fz="xs" c="dimmed" className={classes.narrow}>
                  {count(line.quantity)} × <Money minor={line.unitPriceMinor} currency={currency} />, VAT{' '}
                  {vatWords(line)}
                </Text>
              </Table.Th>
              <Table.Td ta="right" className={classes.wide}>
                {count(line.quantity)}
              </Table.Td>
              <Table.Td ta="right" className={classes.wide}>
                <Money minor={line.unitPriceMinor} currency={currency} />
              </Table.Td>
              <Table.Td ta="right" className={classes.wide}>
                {vatWords(line)}
              </Table.Td>
              <Table.Td ta="right">
                <Money minor={line.netMinor} currency={currency} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {!all && (
        <Button variant="default" size="xs" mt="sm" onClick={() => setAll(true)}>
          Show all {count(lines.length)} lines
        </Button>
      )}
    </Section>
  );
}
