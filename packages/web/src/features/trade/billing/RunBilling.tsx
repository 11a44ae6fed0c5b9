import { Alert, Button, Group, Progress, Stack, Table, Text } from '@mantine/core';
import { MonthPickerInput } from '@mantine/dates';
import '@mantine/dates/styles.layer.css';
import { currencyName, previousMonth } from '@steward/shared';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { count, money, moneyList, monthName, plural } from '../../../lib/format.ts';
import { today } from '../../../lib/today.ts';
import { words } from '../../../lib/words.ts';
import { Dialogue } from '../../../ui/Dialogue.tsx';
import { FormProblem } from '../../../ui/form/FormProblem.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { ButtonLink, TextLink } from '../../../ui/links.tsx';
import { Money } from '../../../ui/Money.tsx';
import { useDeed } from '../../../ui/use-deed.ts';

const PreviewDocument = graphql(`
  query BillingPreview($period: String!) {
    billingPreview(period: $period) {
      period
      sides {
        kind
        currency
        issuerCount
        invoiceCount
        lineCount
        netMinor
        newSubscriptionCount
        newMinor
        earlierMinor
        chargeMinor
      }
    }
    invoiceDrafts(period: $period) {
      drafts {
        unusual
        heldReason
      }
    }
  }
`);

const RunDocument = graphql(`
  mutation RunBilling($input: RunBillingInput!) {
    runBilling(input: $input) {
      id
    }
  }
`);

const ProgressDocument = graphql(`
  query BillingProgress($id: ID!) {
    billingProgress(billingRunId: $id) {
      period
      state
      issuerCount
      customerCount
      customersDone
      invoiceCount
      totals {
        currency
        minor
      }
      heldCount
      setAsideCount
      heldFor
    }
  }
`);

interface RunBillingProps {
  /** The month with which it begins; the last that is over if none is given. */
  period?: string | undefined;
  opened: boolean;
  onClose: () => void;
}

/** Picks a month, says what billing it would do, has it done and shows how far that has come [B4]. */
export function RunBilling({ period, opened, onClose }: RunBillingProps) {
  const run = useSend(RunDocument);
  const latest = previousMonth(today()).start;
  const first = period ? `${period}-01` : latest;
  const [month, setMonth] = useState<string | null>(first);
  const [started, setStarted] = useState<string>();
  const {
    run: bill,
    busy,
    error,
    restart,
  } = useDeed(async (of: string) =>
    setStarted((await run({ input: { period: of.slice(0, 7) } })).runBilling.id),
  );
  const preview = useRead(
    PreviewDocument,
    { period: (month ?? first).slice(0, 7) },
    { pause: !opened || !month || started !== undefined, types: ['Subscription', 'Invoice', 'BillingRun'] },
  );
  // A run that has failed is run again even so: then nothing waits for it any more.
  const nothingLeft = !period && preview.state === 'ready' && preview.data.billingPreview.sides.length === 0;

  return (
    <Dialogue
      opened={opened}
      onClose={() => !busy && onClose()}
      title="Run billing"
      size="lg"
      onExitTransitionEnd={() => {
        setMonth(first);
        setStarted(undefined);
        restart();
      }}
    >
      {started ? (
        <RunProgress id={started} onClose={onClose} />
      ) : (
        <Stack>
          <FormProblem message={error?.at('period') ?? error?.message} />
          <MonthPickerInput
            label="Month"
            description="It can be billed once it is over; before that for customers whose billing day in it has come."
            required
            valueFormat="MMMM YYYY"
            maxDate={today()}
            value={month}
            onChange={setMonth}
            disabled={busy}
            data-autofocus
          />
          {month && (
            <Loaded from={preview}>
              {({ billingPreview: { sides }, invoiceDrafts: { drafts } }) => (
                <>
                  <Preview month={month} sides={sides} />
                  <Unusual month={month} drafts={drafts} />
                </>
              )}
            </Loaded>
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose} disabled={busy}>
              Not now
            </Button>
            <Button loading={busy} disabled={!month || nothingLeft} onClick={() => month && void bill(month)}>
              {month ? `Bill ${monthName(month)}` : 'Choose a month'}
            </Button>
          </Group>
        </Stack>
      )}
    </Dialogue>
  );
}

/** What a run of the month would make now. */
function Preview({ month, sides }: { month: string; sides: readonly Side[] }) {
  if (sides.length === 0)
    return (
      <Alert color="green" icon={<IconCircleCheck />} title={`${monthName(month)} is billed`}>
        Nothing of it is left to invoice. Choose another month, or close this.
      </Alert>
    );
  const currencies = new Set(sides.map(({ currency }) => currency));
  return (
    <Stack gap="xs">
      <Table verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Kind</Table.Th>
            <Table.Th scope="col" ta="right">
              Invoices
            </Table.Th>
            <Table.Th scope="col" ta="right" visibleFrom="xs">
              Lines
            </Table.Th>
            <Table.Th scope="col" ta="right">
              Net
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {sides.map((side) => (
            <Table.Tr key={`${side.kind} ${side.currency}`}>
              <Table.Th scope="row" fw={400}>
                {words(side.kind)}
                {currencies.size > 1 && `, in ${currencyName(side.currency)}`}
                <Text span display="block" fz="xs" c="dimmed">
                  {remarks(side)}
                </Text>
              </Table.Th>
              <Table.Td ta="right">{count(side.invoiceCount)}</Table.Td>
              <Table.Td ta="right" visibleFrom="xs">
                {count(side.lineCount)}
              </Table.Td>
              <Table.Td ta="right">
                <Money minor={side.netMinor} currency={side.currency} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Text fz="sm">
        Each invoice takes the next number of its issuer and goes out by e-mail.{' '}
        <Text span inherit fw={550}>
          Issued invoices cannot be taken back.
        </Text>
      </Text>
    </Stack>
  );
}

type Draft = ResultOf<typeof PreviewDocument>['invoiceDrafts']['drafts'][number];

/** What of one's own is not as it was the month before. */
function Unusual({ month, drafts }: { month: string; drafts: readonly Draft[] }) {
  const of = (word: Draft['unusual']) => drafts.filter(({ unusual }) => unusual === word).length;
  const parts = [
    [of('NEW'), 'new'],
    [of('GONE'), 'gone'],
    [of('UP'), 'more than 25 % up'],
    [of('DOWN'), 'more than 25 % down'],
    [of('NOTHING'), 'with nothing to charge'],
    [drafts.filter(({ heldReason }) => heldReason !== null).length, 'held'],
  ].filter(([n]) => n);
  if (!parts.length) return null;
  return (
    <Text fz="sm">
      Unusual against the month before: {listed(parts.map(([n, what]) => `${n} ${what}`))}.{' '}
      <TextLink to="/invoices/drafts" search={{ month: month.slice(0, 7) }} inherit>
        See the drafts
      </TextLink>
    </Text>
  );
}

type Side = ResultOf<typeof PreviewDocument>['billingPreview']['sides'][number];

/** Whose invoices, what is charged for the first time, and what of earlier months. */
function remarks({
  kind,
  currency,
  issuerCount,
  newSubscriptionCount,
  newMinor,
  earlierMinor,
  chargeMinor,
}: Side): string {
  const parts = [
    kind === 'RETAIL' && issuerCount > 1 && `in the name of ${plural(issuerCount, 'issuer')}`,
    newSubscriptionCount > 0 &&
      `${plural(newSubscriptionCount, 'subscription')} for the first time, ${money(newMinor, currency)}`,
    chargeMinor !== 0 && `${money(chargeMinor, currency)} of charges and discounts`,
    earlierMinor > 0 && `${money(earlierMinor, currency)} for days of earlier months`,
  ];
  return parts.filter(Boolean).join('; ');
}

const listed = (words: readonly string[]) => new Intl.ListFormat('en-GB').format(words);

/** How far the run has come; it goes on without the dialogue. */
function RunProgress({ id, onClose }: { id: string; onClose: () => void }) {
  const read = useRead(ProgressDocument, { id }, { types: ['BillingRun'] });
  return (
    <Loaded from={read}>
      {({ billingProgress: run }) => (
        <Stack role="status">
          {run.state === 'DONE' ? (
            <Alert
              color="green"
              icon={<IconCircleCheck />}
              title={
                run.invoiceCount === 0
                  ? `Nothing was left to invoice for ${monthName(run.period)}`
                  : `${plural(run.invoiceCount, 'invoice')} for ${monthName(run.period)}`
              }
            >
              {run.invoiceCount === 0
                ? run.heldCount > 0
                  ? 'What is left waits for an exchange rate.'
                  : 'Everything of that month had been invoiced before; no invoice was made twice.'
                : `${moneyList(run.totals)} with VAT. Each customer is told by e-mail.`}
            </Alert>
          ) : run.state === 'FAILED' ? (
            <Alert
              color="red"
              icon={<IconAlertTriangle />}
              title={`Billing ${monthName(run.period)} has failed`}
            >
              It stopped after {count(run.customersDone)} of {plural(run.customerCount, 'customer')}. The{' '}
              {plural(run.invoiceCount, 'invoice')} it made stay as they are; run the month again for the
              rest. The operator finds the cause in the log.
            </Alert>
          ) : (
            <>
              <Text fz="sm">
                {monthName(run.period)} is being billed: {count(run.customersDone)} of{' '}
                {plural(run.customerCount, 'customer')} done. You may close this; it goes on by itself.
              </Text>
              <Progress
                value={run.customerCount ? (100 * run.customersDone) / run.customerCount : 0}
                aria-label="Billing"
                animated
              />
            </>
          )}
          {run.heldCount > 0 && (
            <Alert
              color="yellow"
              icon={<IconAlertTriangle />}
              title={`${plural(run.heldCount, 'customer was', 'customers were')} passed over`}
            >
              Their VAT has to be said in pounds as well, and there is no rate of{' '}
              {listed(run.heldFor.map(currencyName))} for this month. Record it under Exchange rates, then run{' '}
              {monthName(run.period)} again for them.
            </Alert>
          )}
          {run.setAsideCount > 0 && (
            <Alert
              color="yellow"
              icon={<IconAlertTriangle />}
              title={`${plural(run.setAsideCount, 'customer')} held`}
            >
              Their invoices wait until somebody releases them: see Drafts.
            </Alert>
          )}
          <Group justify="flex-end" gap="xs">
            <ButtonLink to="/invoices" search={{ period: run.period }} variant="default">
              See invoices
            </ButtonLink>
            <Button onClick={onClose} autoFocus>
              {run.state === 'DONE' ? 'Done' : 'Close'}
            </Button>
          </Group>
        </Stack>
      )}
    </Loaded>
  );
}
