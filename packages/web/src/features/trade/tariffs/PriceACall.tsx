import { Alert, Group, NumberInput, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { moneyMicro } from '../../../lib/format.ts';
import { today } from '../../../lib/today.ts';
import { Facts } from '../../../ui/Facts.tsx';
import { FigureTable } from '../../../ui/FigureTable.tsx';
import { DayField } from '../../../ui/form/DayField.tsx';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { Loaded } from '../../../ui/Loaded.tsx';
import type { Tariff } from './TariffPage.tsx';

const RateDocument = graphql(`
  query PriceACall($tariffId: ID!, $to: String!, $startedAt: DateTime!, $seconds: Int!) {
    rateCall(tariffId: $tariffId, to: $to, startedAt: $startedAt, seconds: $seconds) {
      status
      because
      currency
      versionNumber
      zone
      prefix
      band
      billedSeconds
      bundle
      connectionMicro
      accessMicro
      priceMicro
      parts {
        band
        seconds
        perMinuteMicro
      }
    }
  }
`);

interface Call {
  tariffId: string;
  to: string;
  startedAt: string;
  seconds: number;
}

/** What a call would cost by this tariff, and why [B2]. */
export function PriceACall({ tariff, onClose }: { tariff: Tariff; onClose: () => void }) {
  const [call, setCall] = useState<Call>();
  const form = useSubmitForm({
    initialValues: { to: '', day: today(), time: '10:00', seconds: 180 as number | string },
    schema: z.object({
      to: z
        .string()
        .regex(/^\+?[\d ().-]*\d[\d ().-]*$/, 'Must be a telephone number such as 020 7946 0018.'),
      day: z.string().min(1, 'Must be filled in.'),
      time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Must be a time such as 17:45.'),
      seconds: z.number('Must be filled in.').int().min(0, 'Must not be below zero.'),
    }),
    send: ({ to, day, time, seconds }) => {
      setCall({ tariffId: tariff.id, to, startedAt: londonMoment(day, time), seconds: Number(seconds) });
      return Promise.resolve();
    },
  });
  const { getInputProps } = form.form;
  return (
    <FormModal
      opened
      onClose={onClose}
      title={`Price a call by ${tariff.name}`}
      submitLabel="Price it"
      dismissLabel="Close"
      size="lg"
      form={form}
    >
      <TextInput label="Number called" required type="tel" autoComplete="off" {...getInputProps('to')} />
      <Group grow align="start">
        <DayField label="Day" required {...getInputProps('day')} />
        <TextInput label="Time in London" required maxLength={5} {...getInputProps('time')} />
        <NumberInput label="Seconds" required min={0} allowDecimal={false} {...getInputProps('seconds')} />
      </Group>
      {call && <Answer call={call} />}
    </FormModal>
  );
}

function Answer({ call }: { call: Call }) {
  const read = useRead(RateDocument, call, { types: ['Tariff'] });
  return (
    <Loaded from={read}>
      {({ rateCall: rated }) => {
        const amount = (micro: number) => moneyMicro(micro, rated.currency);
        if (rated.status === 'UNRATED') return <Alert color="yellow">{rated.because}</Alert>;
        if (rated.status === 'FREE') return <Alert color="teal">{rated.because}</Alert>;
        return (
          <div role="status">
            <Text fz="xl" fw={600} className="numeric" mb="xs">
              {amount(rated.priceMicro ?? 0)}
            </Text>
            <Facts
              facts={[
                ['Zone', `${rated.zone}, by the prefix ${rated.prefix}`],
                ['Charged', `${rated.billedSeconds} s`],
                ['Connection', amount(rated.connectionMicro)],
                ['Version', rated.versionNumber],
                ...(rated.accessMicro
                  ? [['Access charge', `${amount(rated.accessMicro)} a minute`] as const]
                  : []),
                ...(rated.bundle
                  ? [['Bundle', `${rated.bundle} would have it first, while minutes are left`] as const]
                  : []),
              ]}
            />
            {rated.parts.length > 1 && (
              <FigureTable
                label="By band"
                head={['Band', 'Seconds', 'A minute']}
                numeric={[1, 2]}
                rows={rated.parts.map(({ band, seconds, perMinuteMicro }, at) => ({
                  key: `${at}`,
                  cells: [band, String(seconds), amount(perMinuteMicro)],
                }))}
              />
            )}
            <Text fz="sm" c="dimmed" mt="xs">
              {rated.because}
            </Text>
          </div>
        );
      }}
    </Loaded>
  );
}

/** The moment at which clocks in London show a day and a time. */
function londonMoment(day: string, time: string): string {
  const asUtc = Date.parse(`${day}T${time}:00Z`);
  const shown = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Europe/London',
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(asUtc);
  const ahead = Date.parse(`${shown.replace(' ', 'T')}Z`) - asUtc;
  return new Date(asUtc - ahead).toISOString();
}
