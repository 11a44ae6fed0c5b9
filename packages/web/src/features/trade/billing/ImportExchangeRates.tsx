import { FileInput, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { monthName, plural } from '../../../lib/format.ts';
import { words } from '../../../lib/words.ts';
import { FigureTable } from '../../../ui/FigureTable.tsx';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { Lines } from '../../../ui/Lines.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';

const PreviewDocument = graphql(`
  query ExchangeRateImport($csv: String!) {
    exchangeRateImport(csv: $csv) {
      rows {
        currency
        month
        before
        perPound
      }
      problems {
        line
        message
      }
      otherCount
    }
  }
`);
const ImportDocument = graphql(`
  mutation ImportExchangeRates($input: ImportExchangeRatesInput!) {
    importExchangeRates(input: $input)
  }
`);

/** Notes the rates of the file that HMRC publishes each month, after showing what it changes [B5]. */
export function ImportExchangeRates({ onClose }: { onClose: () => void }) {
  const send = useSend(ImportDocument, 'ExchangeRate');
  const [file, setFile] = useState<File | null>(null);
  const form = useSubmitForm({
    initialValues: { csv: '' },
    schema: z.object({ csv: z.string().min(1, 'Must be filled in: the file.') }),
    send: ({ csv }) => send({ input: { csv } }),
    onDone: ({ importExchangeRates: changed }) => {
      notifications.show({
        message: changed ? `${plural(changed, 'rate is', 'rates are')} recorded.` : 'All of it was known.',
      });
      onClose();
    },
  });
  const { values, errors, setFieldValue } = form.form;
  return (
    <FormModal
      opened
      onClose={onClose}
      title="Import exchange rates"
      size="lg"
      submitLabel="Record rates"
      form={form}
    >
      <FileInput
        label="CSV file"
        description="As HMRC publishes it for a month: Currency Code, Currency Units per £1, Start Date, End Date."
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
      {values.csv !== '' && <Preview csv={values.csv} />}
    </FormModal>
  );
}

function Preview({ csv }: { csv: string }) {
  const read = useRead(PreviewDocument, { csv }, { types: ['ExchangeRate'] });
  return (
    <Loaded from={read}>
      {({ exchangeRateImport: { rows, problems, otherCount } }) => (
        <Stack gap="sm">
          {rows.length > 0 && (
            <FigureTable
              label="What the file changes"
              head={['Currency', 'Month', 'Recorded', 'In the file']}
              numeric={[2, 3]}
              rows={rows.map(({ currency, month, before, perPound }) => ({
                key: `${currency} ${month}`,
                cells: [
                  words(currency),
                  monthName(month),
                  before ?? '–',
                  before !== null && Number(before) === Number(perPound) ? 'The same' : perPound,
                ],
              }))}
            />
          )}
          {problems.length > 0 && (
            <>
              <Text fz="sm" c="var(--mantine-color-error)">
                Nothing is recorded as long as lines are wrong:
              </Text>
              <Lines>
                {problems.map(({ line, message }) => (
                  <li key={line}>
                    Line {line}: {message}
                  </li>
                ))}
              </Lines>
            </>
          )}
          {otherCount > 0 && (
            <Text fz="sm" c="dimmed">
              {plural(otherCount, 'line is of a currency', 'lines are of currencies')} that nobody is billed
              in.
            </Text>
          )}
        </Stack>
      )}
    </Loaded>
  );
}
