import { Checkbox, FileInput, Select, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { CURRENCIES, line } from '@steward/shared';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { useViewer } from '../../../data/viewer.ts';
import { CurrencySelect } from '../../../ui/form/CurrencySelect.tsx';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { BandRows } from './BandRows.tsx';
import { BundleRows } from './BundleRows.tsx';
import { ImportPreview } from './ImportPreview.tsx';
import { besideOf, type RowsForm } from './import-values.ts';
import type { Tariff } from './TariffPage.tsx';
import { type BandRow, DAYS, rowsOf, timesText, WHOLE_WEEK } from './week.ts';

const ImportDocument = graphql(`
  mutation ImportTariff($input: ImportTariffInput!) {
    importTariff(input: $input) {
      id
      name
    }
  }
`);

const clock = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'Must be a time such as 08:00.');
const RULES = z.object({
  name: line(80),
  kind: z.enum(['WHOLESALE', 'RETAIL']),
  currency: z.enum([...CURRENCIES, '']),
  everyone: z.boolean(),
  csv: z.string().min(1, 'Must be filled in: the file.'),
  bands: z.array(
    z.object({
      row: z.number(),
      name: line(80),
      days: z.array(z.enum(DAYS)).min(1, 'Must name a day.'),
      from: clock,
      until: clock,
    }),
  ),
  bundles: z.array(
    z.object({
      row: z.number(),
      name: line(80),
      minutes: z.number('Must be filled in.').int().min(1, 'Must be at least 1.'),
      zones: line(5_000),
    }),
  ),
});

const BESIDE = RULES.pick({ bands: true, bundles: true });

/** The usual week of a telephone bill; a tariff of its own need not have it. */
const USUAL = [
  { name: 'Daytime', days: DAYS.slice(0, 5), from: '08:00', until: '18:00' },
  { name: 'Evening', days: DAYS.slice(0, 5), from: '00:00', until: '08:00' },
  { name: 'Evening', days: DAYS.slice(0, 5), from: '18:00', until: '24:00' },
  { name: 'Weekend', days: DAYS.slice(5), from: '00:00', until: '24:00' },
].map((band, row) => ({ ...band, row }));

/** Makes a draft of a file, after showing what it changes; without a tariff it begins one [B2]. */
export function ImportTariff({ tariff, onClose }: { tariff?: Tariff; onClose: () => void }) {
  const { level } = useViewer();
  const navigate = useNavigate();
  const send = useSend(ImportDocument, 'Tariff');
  const [file, setFile] = useState<File | null>(null);
  const platform = level === 'PLATFORM';
  const latest = tariff?.versions[0];
  const known = latest?.bands.filter(({ times }) => timesText(times) !== WHOLE_WEEK);
  const form = useSubmitForm({
    initialValues: {
      name: tariff?.name ?? '',
      kind: (tariff?.kind ?? (platform ? 'WHOLESALE' : 'RETAIL')) as 'WHOLESALE' | 'RETAIL',
      currency: '' as (typeof CURRENCIES)[number] | '',
      everyone: tariff?.everyone ?? false,
      csv: '',
      bands: (known ? rowsOf(known) : USUAL) as BandRow[],
      bundles: (latest?.bundles ?? []).map(({ name, minutes, zones }, row) => ({
        row,
        name,
        minutes: minutes as number | string,
        zones,
      })),
    },
    schema: RULES,
    send: ({ name, kind, currency, everyone, csv, ...beside }) =>
      send({
        input: {
          ...(tariff ? { tariffId: tariff.id } : { name, kind, currency: currency || null, everyone }),
          csv,
          ...besideOf(beside),
        },
      }),
    onDone: ({ importTariff }) => {
      notifications.show({ message: 'The file has become a draft. Look it through, then publish it.' });
      onClose();
      if (!tariff) void navigate({ to: '/tariffs/$tariffId', params: { tariffId: importTariff.id } });
    },
  });
  const { values, getInputProps, setFieldValue, errors } = form.form;
  const rows = form.form as unknown as RowsForm;
  const retail = values.kind === 'RETAIL';
  return (
    <FormModal
      opened
      onClose={onClose}
      title={tariff ? `Import rates into ${tariff.name}` : 'Import a tariff'}
      submitLabel="Make a draft of it"
      size="lg"
      form={form}
    >
      {!tariff && (
        <>
          <TextInput label="Name" required maxLength={80} autoComplete="off" {...getInputProps('name')} />
          {platform && (
            <Select
              label="Kind"
              allowDeselect={false}
              data={[
                { value: 'WHOLESALE', label: 'Wholesale: what resellers pay' },
                { value: 'RETAIL', label: 'Retail: what your direct customers pay' },
              ]}
              {...getInputProps('kind')}
            />
          )}
          <CurrencySelect
            label="Currency"
            description="It is for those who are billed in it; nothing is converted."
            usual="As you are billed yourself"
            {...getInputProps('currency')}
          />
          <Checkbox
            label={`For all ${retail ? 'companies' : 'resellers'} that have no tariff of their own`}
            {...getInputProps('everyone', { type: 'checkbox' })}
          />
        </>
      )}
      <FileInput
        label="CSV file"
        description="A line for each prefix and band: prefix, zone, band, pricePerMinute, connectionFee, minimumSeconds, firstIncrement, nextIncrement. As may be: accessCharge, weight. Without a band it is any time."
        required
        accept=".csv,text/csv"
        clearable
        value={file}
        onChange={(chosen) => {
          setFile(chosen);
          void (chosen ? chosen.text() : Promise.resolve('')).then((text) => setFieldValue('csv', text));
        }}
        error={errors.csv}
      />
      {values.csv !== '' && BESIDE.safeParse(values).success && (
        <ImportPreview
          tariffId={tariff?.id ?? null}
          currency={tariff?.currency ?? 'GBP'}
          csv={values.csv}
          {...besideOf(values)}
        />
      )}
      <BandRows form={rows} />
      <BundleRows form={rows} />
    </FormModal>
  );
}
