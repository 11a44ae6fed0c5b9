import { Alert, Button, Group, List, Stack, Text } from '@mantine/core';
import { MonthPickerInput } from '@mantine/dates';
import '@mantine/dates/styles.layer.css';
import { previousMonth } from '@steward/shared';
import { IconCircleCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { useViewer } from '../../../data/viewer.ts';
import { money, monthName, plural } from '../../../lib/format.ts';
import { today } from '../../../lib/today.ts';
import { Dialogue } from '../../../ui/Dialogue.tsx';
import { FormProblem } from '../../../ui/form/FormProblem.tsx';
import { ButtonLink } from '../../../ui/links.tsx';
import { useDeed } from '../../../ui/use-deed.ts';

const RunDocument = graphql(`
  mutation RunBilling($input: RunBillingInput!) {
    runBilling(input: $input) {
      id
      period
      invoiceCount
      totalMinor
    }
  }
`);

interface Outcome {
  period: string;
  invoiceCount: number;
  totalMinor: number;
}

interface RunBillingProps {
  opened: boolean;
  onClose: () => void;
}

/** Picks a month, says what billing it will do, does it and says what came of it [B4]. */
export function RunBilling({ opened, onClose }: RunBillingProps) {
  const { level } = useViewer();
  const run = useSend(RunDocument);
  const latest = previousMonth(today()).start;
  const [month, setMonth] = useState<string | null>(latest);
  const [outcome, setOutcome] = useState<Outcome>();
  const {
    run: bill,
    busy,
    error,
    restart,
  } = useDeed(async (of: string) =>
    setOutcome((await run({ input: { period: of.slice(0, 7) } })).runBilling),
  );

  return (
    <Dialogue
      opened={opened}
      onClose={() => !busy && onClose()}
      title="Run billing"
      onExitTransitionEnd={() => {
        setMonth(latest);
        setOutcome(undefined);
        restart();
      }}
    >
      {outcome ? (
        <Result outcome={outcome} onClose={onClose} />
      ) : (
        <Stack>
          <FormProblem message={error?.at('period') ?? error?.message} />
          <MonthPickerInput
            label="Month"
            description="A month can be billed once it is over."
            required
            valueFormat="MMMM YYYY"
            maxDate={latest}
            value={month}
            onChange={setMonth}
            disabled={busy}
            data-autofocus
          />
          <Text component="div" fz="sm">
            This will
            <List fz="sm" mt={4} spacing={2}>
              <List.Item>
                {level === 'PLATFORM'
                  ? 'invoice every reseller at wholesale, and every company at retail in its reseller’s name;'
                  : 'invoice each of your companies at retail, in your name;'}
              </List.Item>
              <List.Item>give each invoice the next number of its issuer, and send it by e-mail;</List.Item>
              <List.Item>leave alone whatever of that month is invoiced already.</List.Item>
            </List>
            <Text fz="sm" mt="xs" fw={550}>
              Issued invoices cannot be taken back.
            </Text>
          </Text>
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose} disabled={busy}>
              Not now
            </Button>
            <Button loading={busy} disabled={!month} onClick={() => month && void bill(month)}>
              {month ? `Bill ${monthName(month)}` : 'Choose a month'}
            </Button>
          </Group>
        </Stack>
      )}
    </Dialogue>
  );
}

function Result({ outcome, onClose }: { outcome: Outcome; onClose: () => void }) {
  const { period, invoiceCount, totalMinor } = outcome;
  return (
    <Stack role="status">
      <Alert
        color="green"
        icon={<IconCircleCheck />}
        title={
          invoiceCount === 0
            ? `Nothing was left to invoice for ${monthName(period)}`
            : `${plural(invoiceCount, 'invoice')} for ${monthName(period)}`
        }
      >
        {invoiceCount === 0
          ? 'Everything of that month had been invoiced before; no invoice was made twice.'
          : `${money(totalMinor)} with VAT. Each customer is told by e-mail.`}
      </Alert>
      <Group justify="flex-end" gap="xs">
        <ButtonLink to="/invoices" variant="default">
          See invoices
        </ButtonLink>
        <Button onClick={onClose} autoFocus>
          Done
        </Button>
      </Group>
    </Stack>
  );
}
